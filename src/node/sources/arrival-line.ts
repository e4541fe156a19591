/** One line of media time for all runs of a source: frames have the time at which they come, or the run's own behind it. */

import { monotonicNow } from '../system/system-clock.js';

/** Ticks of the monotonic clock, which go on whatever ends and begins again. */
export class ArrivalLine {
  readonly #clockRate: number;
  /** The first tick that is still free. */
  #freeTicks = Number.MIN_SAFE_INTEGER;
  /** What the run's own ticks have to be moved by. */
  #shift: number | undefined;

  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  /** Another run begins: its times have nothing to do with those of the one before. */
  beginRun(): void {
    this.#shift = undefined;
  }

  /** A frame without a time has that of its arrival; no two have the same. */
  arrival(): number {
    const ticks = Math.max(this.#freeTicks, this.#arrivalTicks());
    this.#freeTicks = ticks + 1;
    return ticks;
  }

  /**
   * A frame that has a time of its own: the first of a run has arrived now, or follows what was before, and the others keep
   * their distance from it. So the clock of a sound card stays what it is.
   */
  place(ownTicks: number, durationTicks: number): number {
    this.#shift ??= Math.max(this.#freeTicks, this.#arrivalTicks()) - ownTicks;
    const ticks = ownTicks + this.#shift;
    this.#freeTicks = Math.max(this.#freeTicks, ticks + durationTicks);
    return ticks;
  }

  #arrivalTicks(): number {
    return Math.round((monotonicNow() * this.#clockRate) / 1000);
  }
}
