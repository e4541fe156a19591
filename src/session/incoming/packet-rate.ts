/** How many packets a second a source sends, by its sequence numbers: the measure of how far they may step. */

/** As short as tells a rate, as long as one picture of a slow camera. */
const WINDOW_MS = 1000;
/** A source silent for so long has paused; its pause is not a low rate. */
const PAUSE_MS = 1000;
/** Losses count as sent; a longer step tells no rate. */
const LONGEST_STEP = 100;
/** Of the peak, what is left a window later: half of it after a minute. */
const PEAK_DECAY = 0.99;

export class PacketRate {
  #windowMs = Number.NaN;
  #lastMs = Number.NaN;
  #packets = 0;
  #perSecond: number | undefined;
  #peak = 0;

  /** Packets per second, averaged over a few seconds; `undefined` before the first whole second. */
  get perSecond(): number | undefined {
    return this.#perSecond;
  }

  /** The most packets that were sent within a second or little more, whole pictures at once; decays slowly. */
  get peak(): number {
    return this.#peak;
  }

  /** The sequence has gone on by `step`; returns whether the rate is another now. */
  advance(now: number, step: number): boolean {
    const steady = now - this.#lastMs < PAUSE_MS && step <= LONGEST_STEP;
    this.#lastMs = now;
    if (!steady) {
      this.#begin(now);
      return false;
    }
    this.#packets += step;
    const elapsedMs = now - this.#windowMs;
    if (elapsedMs < WINDOW_MS) return false;
    const measured = (this.#packets * 1000) / elapsedMs;
    this.#perSecond = this.#perSecond === undefined ? measured : this.#perSecond + (measured - this.#perSecond) / 4;
    this.#peak = Math.max(this.#packets, this.#peak * PEAK_DECAY);
    this.#begin(now);
    return true;
  }

  #begin(now: number): void {
    this.#windowMs = now;
    this.#packets = 0;
  }
}
