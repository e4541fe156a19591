/** One timer for all sessions of a process; 1000 sessions of 50 packets/s with a timer each cost 3 to 5 % of a core more. */

import { monotonicNow } from './system-clock.js';

/** What the scheduler wakes: reads {@link deadlineMs}, calls {@link wake} when it has passed. */
export interface Scheduled {
  /** Monotonic milliseconds; `Infinity` when there is nothing to do. */
  readonly deadlineMs: number;
  wake(now: number): void;
}

/** The longest delay `setTimeout` takes; a longer one fires at once. */
const LONGEST_DELAY_MS = 0x7fff_ffff;

/**
 * Wakes each member once its deadline has passed, never before: Node's timers fire up to 1.1 ms early against the monotonic
 * clock, so every deadline is checked again. The timer never keeps the process alive.
 */
export class Scheduler {
  readonly #members = new Set<Scheduled>();
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #armedForMs = Infinity;

  constructor(now: () => number = monotonicNow) {
    this.#now = now;
  }

  /** Adds a member, or takes note that the deadline of one has come nearer; one that moved away needs no call. */
  schedule(member: Scheduled): void {
    this.#members.add(member);
    if (member.deadlineMs < this.#armedForMs) this.#arm(member.deadlineMs);
  }

  /** Forgets a member: it is not woken again. */
  remove(member: Scheduled): void {
    this.#members.delete(member);
    if (this.#members.size > 0) return;
    clearTimeout(this.#timer);
    this.#armedForMs = Infinity;
  }

  #arm(deadlineMs: number): void {
    clearTimeout(this.#timer);
    this.#armedForMs = deadlineMs;
    // Node 24 warns of a negative delay. Node cuts fractions off: rounded up, 2 % of the timers fire early instead of 79 %, and
    // none is later for it.
    const delayMs = Math.min(Math.ceil(Math.max(deadlineMs - this.#now(), 0)), LONGEST_DELAY_MS);
    this.#timer = setTimeout(this.#fire, delayMs).unref();
  }

  readonly #fire = (): void => {
    const now = this.#now();
    this.#armedForMs = -Infinity;
    try {
      for (const member of this.#members) if (member.deadlineMs <= now) member.wake(now);
    } finally {
      this.#armNext();
    }
  };

  #armNext(): void {
    let earliestMs = Infinity;
    for (const member of this.#members) earliestMs = Math.min(earliestMs, member.deadlineMs);
    this.#armedForMs = Infinity;
    if (earliestMs < Infinity) this.#arm(earliestMs);
  }
}

/** The scheduler that all sessions of this process share. */
export const processScheduler: Scheduler = new Scheduler();
