/** Presentation times move as the timestamps do, while the clock beneath them moves too. */

/** A step this large is a new timeline and not held against the old one. */
const JUMP_MS = 1000;

/**
 * Where timestamp and presentation time would move in opposite directions, the previous time is used again, as in GStreamer;
 * so it is for an equal timestamp: the packets of one frame share one time.
 */
export class PresentationOrder {
  #ticks = Number.NaN;
  #ms = Number.NaN;

  /** The time at which media of these ticks is presented, given the one that the clock would have it at. */
  place(ticks: number, ms: number): number {
    const step = ticks - this.#ticks;
    const stepMs = ms - this.#ms;
    this.#ticks = ticks;
    const reused = (step === 0 || step * stepMs < 0) && stepMs > -JUMP_MS && stepMs < JUMP_MS;
    if (!reused) this.#ms = ms;
    return this.#ms;
  }
}
