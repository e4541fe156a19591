/** Playout that pauses while too little is held and goes on once there is enough (mode `buffer`). */

/** Shares of the latency, as in GStreamer's rtpjitterbuffer. */
const LOW = 0.15;
const HIGH = 0.9;

/**
 * `observe` the level before each question. Playout begins when the high mark is reached, or when the packet at the head has
 * waited for the whole latency: a stream that ends or idles is played and not kept. It pauses when the level falls through
 * the low mark.
 */
export class WaterMarks {
  #latencyMs: number;
  #delayMs = 0;
  /** Until when a pause lasts; NaN while playing, Infinity before the first packet. */
  #pauseEndMs = Infinity;
  /** Whether the level has been above the low mark since playout began, so that it can fall through it. */
  #risen = false;

  constructor(latencyMs: number) {
    this.#latencyMs = latencyMs;
  }

  set latencyMs(latencyMs: number) {
    this.#latencyMs = latencyMs;
  }

  /** What is added to the time at which media is due: the pauses so far. */
  get delayMs(): number {
    return this.#delayMs;
  }

  /** @param levelMs media time between the first and the last packet held */
  observe(now: number, firstDueMs: number, levelMs: number): void {
    if (Number.isNaN(this.#pauseEndMs)) this.#watch(now, levelMs);
    else this.#wait(now, firstDueMs, levelMs);
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
    if (this.#pauseEndMs === Infinity) return;
    this.#delayMs = this.#latencyMs;
    this.#play();
  }

  #watch(now: number, levelMs: number): void {
    const low = levelMs < this.#latencyMs * LOW;
    if (low && this.#risen) this.#pauseEndMs = now + this.#latencyMs;
    else if (!low) this.#risen = true;
  }

  #wait(now: number, firstDueMs: number, levelMs: number): void {
    if (this.#pauseEndMs === Infinity) this.#pauseEndMs = now + this.#latencyMs;
    if (levelMs < this.#latencyMs * HIGH && now < this.#pauseEndMs) return;
    this.#delayMs = now - firstDueMs;
    this.#play();
  }

  #play(): void {
    this.#pauseEndMs = Number.NaN;
    this.#risen = false;
  }
}
