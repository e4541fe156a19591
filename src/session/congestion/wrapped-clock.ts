/** A clock that is told modulo its wrap, followed across the wraps. */

export class WrappedClock {
  readonly #wrapMs: number;
  #lastMs = Number.NaN;

  constructor(wrapMs: number) {
    this.#wrapMs = wrapMs;
  }

  /** The instant nearest to the one before: milliseconds that do not wrap. */
  unwrap(ms: number): number {
    const wraps = Number.isNaN(this.#lastMs) ? 0 : Math.round((this.#lastMs - ms) / this.#wrapMs);
    this.#lastMs = ms + wraps * this.#wrapMs;
    return this.#lastMs;
  }
}
