/** Presentation times move as the timestamps do, while the clock beneath them moves too. */

/** A step this large is a new timeline and not held against the old one. */
const JUMP_MS = 1000;

/**
 * Where timestamp and presentation time would move in opposite directions, the previous time is used again, as in GStreamer;
 * so it is for an equal timestamp: the packets of one frame share one time.
 */
export class PresentationOrder {
  /** Of the media placed last: its timestamp without wraps. */
  ticks: number = Number.NaN;
  /** And the time at which it is presented. */
  presentationMs: number = Number.NaN;

  /** @param ms when the clock would have media of these ticks presented */
  place(ticks: number, ms: number): void {
    const step = ticks - this.ticks;
    const stepMs = ms - this.presentationMs;
    this.ticks = ticks;
    const reused = (step === 0 || step * stepMs < 0) && stepMs > -JUMP_MS && stepMs < JUMP_MS;
    if (!reused) this.presentationMs = ms;
  }
}
