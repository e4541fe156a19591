/** How long a retransmission takes to come after it was asked for: smoothed as TCP does it (RFC 6298 §2, RFC 4588 §6.3). */

/** Before anything was measured; mediasoup assumes the same. */
const FIRST_MS = 100;
/** At least so much longer than the mean is waited for an answer. */
const LEAST_MARGIN_MS = 5;
const MEAN_WEIGHT = 1 / 8;
const DEVIATION_WEIGHT = 1 / 4;
/** So many answers in a row that could be to either of two requests: the estimate is too short to tell. */
const AMBIGUOUS_ANSWERS = 3;

export class RoundTripEstimate {
  #meanMs = Number.NaN;
  #deviationMs = 0;
  #ambiguous = 0;

  /** @param toldMs what RTCP has measured, where it has */
  ms(toldMs: number | undefined): number {
    return Number.isNaN(this.#meanMs) ? (toldMs ?? FIRST_MS) : this.#meanMs;
  }

  /** As long as nothing is known, a request may come in time whatever the deadline. */
  leastMs(toldMs: number | undefined): number {
    return Number.isNaN(this.#meanMs) ? (toldMs ?? 0) : this.#meanMs;
  }

  /** How long to wait for an answer before the request or the answer counts as lost. */
  patienceMs(toldMs: number | undefined): number {
    return this.ms(toldMs) + Math.max(4 * this.#deviationMs, LEAST_MARGIN_MS);
  }

  /**
   * An answer has come. To a packet asked for once it tells the round trip; else only when all of them take so long (Karn).
   * @param sinceMs since it was first asked for
   */
  answered(sinceMs: number, requests: number): void {
    if (requests > 1 && ++this.#ambiguous < AMBIGUOUS_ANSWERS) return;
    this.#ambiguous = 0;
    if (Number.isNaN(this.#meanMs)) {
      this.#meanMs = sinceMs;
      this.#deviationMs = sinceMs / 8;
      return;
    }
    this.#deviationMs += (Math.abs(sinceMs - this.#meanMs) - this.#deviationMs) * DEVIATION_WEIGHT;
    this.#meanMs += (sinceMs - this.#meanMs) * MEAN_WEIGHT;
  }
}
