/** The lab's schedule on the real clock: the same links, run by the timer that all sessions of the process share. */

import { Appointments } from '../../lab/appointments.js';
import type { Schedule } from '../../lab/schedule.js';
import { processScheduler, type Scheduled } from './scheduler.js';
import { monotonicNow } from './system-clock.js';

/** Keeps appointments as soon as the event loop allows, never early. What it waits for does not keep the process alive. */
export class RealTime implements Schedule, Scheduled {
  scheduledMs: number = Infinity;
  readonly #appointments = new Appointments();

  get now(): number {
    return monotonicNow();
  }

  get deadlineMs(): number {
    return this.#appointments.nextMs;
  }

  at(atMs: number, action: () => void): void {
    this.#appointments.make(atMs, action);
    processScheduler.schedule(this);
  }

  wake(now: number): void {
    while (this.#appointments.nextMs <= now) this.#appointments.takeFirst().action();
  }

  /** Forgets every appointment. */
  stop(): void {
    processScheduler.remove(this);
  }
}
