/** Playout that pauses while too little is held and goes on once there is enough (mode `buffer`). */

/** Shares of the latency, as in GStreamer's rtpjitterbuffer. */
const LOW = 0.15;
const HIGH = 0.9;

/**
 * `observe` what is held before each question. Playout begins when the high mark is reached, and pauses below the low mark; no
 * pause lasts longer than until the packet at the head has waited for the latency: a stream that ends or idles is played and
 * not kept.
 */
export class WaterMarks {
  #latencyMs: number;
  #delayMs = 0;
  #begun = false;
  /** Until when a pause lasts; NaN while playing. */
  #pauseEndMs = Infinity;

  constructor(latencyMs: number) {
    this.#latencyMs = latencyMs;
  }

  /** A lower latency ends waits that are longer. */
  set latencyMs(latencyMs: number) {
    if (latencyMs < this.#latencyMs) this.#delayMs = Math.min(this.#delayMs, latencyMs);
    this.#latencyMs = latencyMs;
  }

  /** What is added to the time at which media is due: the pauses so far. */
  get delayMs(): number {
    return this.#delayMs;
  }

  /**
   * @param firstArrivalMs when the packet at the head arrived
   * @param levelMs media time between it and the last packet held
   */
  observe(now: number, firstDueMs: number, firstArrivalMs: number, levelMs: number): void {
    const patienceEndMs = firstArrivalMs + this.#latencyMs;
    if (Number.isNaN(this.#pauseEndMs)) {
      const low = levelMs < this.#latencyMs * LOW;
      if (low && patienceEndMs > Math.max(now, firstDueMs + this.#delayMs)) this.#pauseEndMs = patienceEndMs;
      return;
    }
    this.#pauseEndMs = patienceEndMs;
    if (levelMs < this.#latencyMs * HIGH && now < patienceEndMs) return;
    this.#delayMs = Math.max(this.#delayMs, now - firstDueMs);
    this.#play();
  }

  /** When the packet at the head leaves. */
  deadlineMs(firstDueMs: number): number {
    return Number.isNaN(this.#pauseEndMs) ? firstDueMs + this.#delayMs : this.#pauseEndMs;
  }

  /**
   * Media is due on a new timeline: the pauses on the old one say nothing about it, and what is held may lie on both. It plays
   * with the latency; where nothing has come yet, it is still to begin.
   */
  restart(): void {
    if (!this.#begun) return;
    this.#delayMs = this.#latencyMs;
    this.#play();
  }

  #play(): void {
    this.#begun = true;
    this.#pauseEndMs = Number.NaN;
  }
}
