/** When a program that failed is started again. */

export interface RestartOptions {
  /** The wait before the first restart, in milliseconds; each further one is twice as long. Default 250. */
  readonly firstDelayMs?: number;
  /** The longest wait, in milliseconds; default 5000. */
  readonly longestDelayMs?: number;
  /** A run of this length, in milliseconds, was a good one: the waits begin anew. Default 10 000. */
  readonly goodRunMs?: number;
  /** Restarts without a good run after which it is given up; default none. */
  readonly mostRestarts?: number;
}

/** A program that never worked is not started again: what it complains about will not change. One that has worked is, for ever. */
export class RestartPolicy {
  readonly #options: Required<RestartOptions>;
  #worked = false;
  #restarts = 0;

  constructor(options: RestartOptions = {}) {
    this.#options = { firstDelayMs: 250, longestDelayMs: 5000, goodRunMs: 10_000, mostRestarts: Infinity, ...options };
  }

  /**
   * After a run that failed: how long to wait before the next one, in milliseconds; `undefined`: no more.
   * @param ranMs how long it ran
   * @param worked whether anything came of it
   */
  delayAfter(ranMs: number, worked: boolean): number | undefined {
    const { firstDelayMs, longestDelayMs, goodRunMs, mostRestarts } = this.#options;
    this.#worked ||= worked;
    if (worked && ranMs >= goodRunMs) this.#restarts = 0;
    if (!this.#worked || this.#restarts >= mostRestarts) return undefined;
    return Math.min(firstDelayMs * 2 ** this.#restarts++, longestDelayMs);
  }
}
