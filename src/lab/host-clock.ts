/** A host's own clock: runs fast or slow against the time of the lab, and may be set forward or back. */

import { outOfRange } from '../errors.js';
import { Appointments } from './appointments.js';
import type { Schedule } from './schedule.js';

export interface HostClockOptions {
  /** What the clock shows when it is made, in milliseconds; default what the lab's shows. */
  readonly startMs?: number;
  /** Parts per million by which it is fast, negative when slow, above −1 000 000; default 0. Crystals stay within ±100. */
  readonly skewPpm?: number;
}

/** An appointment that is nearer than this is due: sums of doubles are a hair off, and a clock that waits for hairs spins. */
const ROUNDING_MS = 1e-3;

/** Give it to a {@link VirtualHost} in place of the lab's own time; a link between two hosts stays on the lab's. */
export class HostClock implements Schedule {
  readonly #time: Schedule;
  readonly #rate: number;
  /** The instant of the lab at which the clock showed `#shownMs`. */
  readonly #sinceMs: number;
  #shownMs: number;
  /** The last appointment kept: at that moment the clock shows no less, whatever rounding says. */
  #keptMs = -Infinity;
  readonly #appointments = new Appointments();
  /** The earliest instant of the lab at which the clock is looked at again. */
  #wakeMs = Infinity;

  /** @throws RangeError when the clock would stand still or run backwards */
  constructor(time: Schedule, { startMs = time.now, skewPpm = 0 }: HostClockOptions = {}) {
    if (!(skewPpm > -1e6 && skewPpm < Infinity)) throw outOfRange('skewPpm', skewPpm, 'a number above −1 000 000');
    this.#time = time;
    this.#rate = 1 + skewPpm / 1e6;
    this.#sinceMs = time.now;
    this.#shownMs = startMs;
  }

  get now(): number {
    return Math.max(this.#shownMs + (this.#time.now - this.#sinceMs) * this.#rate, this.#keptMs);
  }

  at(atMs: number, action: () => void): void {
    this.#appointments.make(atMs, action);
    this.#arm();
  }

  /** Sets the clock forward, or back when negative, at once: appointments come so much earlier or later. */
  step(byMs: number): void {
    this.#shownMs += byMs;
    this.#keptMs = -Infinity;
    this.#wakeMs = Infinity;
    this.#arm();
  }

  #arm(): void {
    const leftMs = this.#appointments.nextMs - this.now;
    const wakeMs = this.#time.now + Math.max(leftMs, 0) / this.#rate;
    if (wakeMs >= this.#wakeMs || wakeMs === Infinity) return;
    this.#wakeMs = wakeMs;
    this.#time.at(wakeMs, () => {
      if (this.#wakeMs !== wakeMs) return;
      this.#wakeMs = Infinity;
      this.#keep();
    });
  }

  #keep(): void {
    while (this.#appointments.nextMs <= this.now + ROUNDING_MS) {
      const { atMs, action } = this.#appointments.takeFirst();
      this.#keptMs = Math.max(this.#keptMs, atMs);
      action();
    }
    this.#arm();
  }
}
