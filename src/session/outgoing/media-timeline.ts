/** Media time of an outgoing stream against the session's clock: timestamps of frames and of sender reports (RFC 3550 §5.1). */

export class MediaTimeline {
  readonly #clockRate: number;
  /** An instant of which both times are known; NaN before the first frame. */
  #anchorMs = Number.NaN;
  #anchorTicks = 0;

  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  /** The first frame, and each whose media time the caller tells, says what media time it is now. */
  anchor(now: number, ticks: number): void {
    this.#anchorMs = now;
    this.#anchorTicks = ticks;
  }

  /** Whether any frame has been sent. */
  get started(): boolean {
    return !Number.isNaN(this.#anchorMs);
  }

  /**
   * Media time of this instant in whole ticks, 0 before the first frame. A sender report needs that of the moment in which it
   * is sent, not that of the last frame (RFC 3550 §6.4.1).
   */
  ticksAt(now: number): number {
    if (!this.started) return 0;
    return this.#anchorTicks + Math.round(((now - this.#anchorMs) * this.#clockRate) / 1000);
  }

  /** When media of that time is sent, in ms of the session's clock; NaN before the first frame. */
  msAt(ticks: number): number {
    return this.#anchorMs + ((ticks - this.#anchorTicks) * 1000) / this.#clockRate;
  }
}
