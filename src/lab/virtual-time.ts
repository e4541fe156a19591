/** A clock that stands still until it is told to go on, and a schedule on it: hours of a session in seconds. */

import { Appointments } from './appointments.js';
import type { Schedule } from './schedule.js';

export class VirtualTime implements Schedule {
  #now: number;
  readonly #appointments = new Appointments();

  constructor(startMs = 0) {
    this.#now = startMs;
  }

  /** Milliseconds, as a session's `now`. */
  get now(): number {
    return this.#now;
  }

  /** When the next appointment is, or Infinity. */
  get next(): number {
    return this.#appointments.nextMs;
  }

  /** Calls `action` at `atMs`, or as soon as the clock goes on when that is past. */
  at(atMs: number, action: () => void): void {
    this.#appointments.make(Math.max(atMs, this.#now), action);
  }

  /** Keeps every appointment up to and including `untilMs`, then stands there. */
  run(untilMs: number): void {
    while (this.next <= untilMs) {
      const { atMs, action } = this.#appointments.takeFirst();
      this.#now = atMs;
      action();
    }
    this.#now = Math.max(this.#now, untilMs);
  }
}
