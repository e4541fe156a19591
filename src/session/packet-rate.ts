/** How many packets a second a source sends: the measure of how far a sequence number may step. */

/** As short as tells a rate, as long as one picture of a slow camera. */
const WINDOW_MS = 1000;
/** A source silent for so long has paused; its pause is not a low rate. */
const PAUSE_MS = 1000;
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

  /** The most packets that came within a second or little more, whole pictures at once; decays slowly. */
  get peak(): number {
    return this.#peak;
  }

  /** A packet has come in order; returns whether the rate is another now. */
  count(now: number): boolean {
    const paused = !(now - this.#lastMs < PAUSE_MS);
    this.#lastMs = now;
    if (paused) {
      this.#begin(now);
      return false;
    }
    this.#packets++;
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
