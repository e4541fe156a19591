/** What of our share of RTCP's bandwidth we have not used: immediate feedback may spend it (RFC 4585 §3.3). */

/**
 * Grows with time at the rate of our share, up to `capacity`; whatever leaves is paid from it, and may overdraw it. A packet that
 * waits for the credit to be positive keeps the share on average, however many are asked for.
 */
export class RtcpCredit {
  #octets: number;
  #atMs = -Infinity;

  /** @param octets what there is to begin with */
  constructor(octets: number) {
    this.#octets = octets;
  }

  /** A packet of `size` octets has left. */
  spend(size: number): void {
    this.#octets -= size;
  }

  /**
   * How many milliseconds to wait for credit; 0 when there is some.
   * @param octetsPerMs our share now
   * @param capacity the most octets that can be saved
   */
  waitMs(now: number, octetsPerMs: number, capacity: number): number {
    if (this.#atMs > -Infinity) this.#octets += (now - this.#atMs) * octetsPerMs;
    this.#octets = Math.min(this.#octets, capacity);
    this.#atMs = now;
    return this.#octets > 0 ? 0 : -this.#octets / octetsPerMs;
  }
}
