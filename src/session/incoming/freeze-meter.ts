/** When a picture stood still, as the W3C's webrtc-stats define `freezeCount` and `totalFreezesDuration`. */

/** Frames over which the duration of a frame is averaged. */
const AVERAGED = 30;
/** Fewer tell no average. */
const FEWEST = 5;
const LONGER_BY_MS = 150;

/**
 * A freeze is a time between two frames of at least three times the average, and at least 150 ms longer than it; the average is
 * of the 30 frames before.
 */
export class FreezeMeter {
  readonly #durations = new Float64Array(AVERAGED);
  #measured = 0;
  #sumMs = 0;
  #lastMs = Number.NaN;
  #freezes = 0;
  #frozenMs = 0;

  get count(): number {
    return this.#freezes;
  }

  /** The time between the frames on either side of each freeze, added up, in milliseconds. */
  get frozenMs(): number {
    return this.#frozenMs;
  }

  /** A frame is shown. */
  show(now: number): void {
    const durationMs = now - this.#lastMs;
    this.#lastMs = now;
    if (!Number.isNaN(durationMs)) this.#measure(durationMs);
  }

  #measure(durationMs: number): void {
    const count = Math.min(this.#measured, AVERAGED);
    const averageMs = this.#sumMs / count;
    if (count >= FEWEST && durationMs >= Math.max(3 * averageMs, averageMs + LONGER_BY_MS)) {
      this.#freezes++;
      this.#frozenMs += durationMs;
    }
    const slot = this.#measured++ % AVERAGED;
    this.#sumMs += durationMs - this.#durations[slot]!;
    this.#durations[slot] = durationMs;
  }
}
