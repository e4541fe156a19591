/** One timer for all sessions of a process; 1000 sessions of 50 packets/s with a timer each cost 3 to 5 % of a core more. */

import { DeadlineHeap } from './deadline-heap.js';
import { monotonicNow } from './system-clock.js';

/** What the scheduler wakes: reads {@link deadlineMs}, calls {@link wake} when it has passed. */
export interface Scheduled {
  /** Monotonic milliseconds; `Infinity` when there is nothing to do. */
  readonly deadlineMs: number;
  /** When the scheduler looks at it next; the scheduler's own, Infinity at first. */
  scheduledMs: number;
  wake(now: number): void;
}

/** The longest delay `setTimeout` takes; a longer one fires at once. */
const LONGEST_DELAY_MS = 0x7fff_ffff;
/** Places left behind that are not worth tidying up. */
const SPARE_PLACES = 64;

/**
 * Wakes each member once its deadline has passed, never before: Node's timers fire up to 1.1 ms early against the monotonic
 * clock, so every deadline is checked again. The timer never keeps the process alive.
 */
export class Scheduler {
  readonly #heap = new DeadlineHeap<Scheduled>();
  /** How many members have a place in it. */
  #scheduled = 0;
  /** Who is being woken. */
  readonly #due = new Set<Scheduled>();
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #armedForMs = Infinity;

  constructor(now: () => number = monotonicNow) {
    this.#now = now;
  }

  /** Adds a member, or takes note that the deadline of one has come nearer; one that moved away needs no call. */
  schedule(member: Scheduled): void {
    const { deadlineMs } = member;
    if (!(deadlineMs < member.scheduledMs)) return;
    if (member.scheduledMs === Infinity) this.#scheduled++;
    member.scheduledMs = deadlineMs;
    this.#heap.add(deadlineMs, member);
    if (this.#heap.length > 2 * this.#scheduled + SPARE_PLACES) this.#tidy();
    if (deadlineMs < this.#armedForMs) this.#arm(deadlineMs);
  }

  /** Forgets a member: it is not woken again. */
  remove(member: Scheduled): void {
    if (member.scheduledMs < Infinity) this.#scheduled--;
    member.scheduledMs = Infinity;
    this.#due.delete(member);
  }

  #arm(deadlineMs: number): void {
    clearTimeout(this.#timer);
    this.#armedForMs = deadlineMs;
    // Node 24 warns of a negative delay. Node cuts fractions off: rounded up, 2 % of the timers fire early instead of 79 %, and
    // none is later for it.
    const delayMs = Math.min(Math.ceil(Math.max(deadlineMs - this.#now(), 0)), LONGEST_DELAY_MS);
    this.#timer = setTimeout(this.#fire, delayMs).unref();
  }

  /** Who is due again when it has been woken waits for the next timer: the event loop goes on. */
  readonly #fire = (): void => {
    const now = this.#now();
    this.#armedForMs = -Infinity;
    while (this.#heap.nextMs <= now) this.#take(this.#heap.nextMs, this.#heap.takeFirst());
    try {
      for (const member of this.#due) if (member.deadlineMs <= now) member.wake(now);
    } finally {
      for (const member of this.#due) this.schedule(member);
      this.#due.clear();
      this.#armedForMs = Infinity;
      if (this.#heap.nextMs < Infinity) this.#arm(this.#heap.nextMs);
    }
  };

  /** Passes over who was removed meanwhile, or was placed once more when its deadline came nearer. */
  #take(placedMs: number, member: Scheduled): void {
    if (member.scheduledMs !== placedMs) return;
    this.#scheduled--;
    member.scheduledMs = Infinity;
    this.#due.add(member);
  }

  /** A deadline that came nearer, and a member that was removed, leave a place behind: not more of them than there are members. */
  #tidy(): void {
    for (const member of new Set(this.#heap.takeAll())) {
      if (member.scheduledMs < Infinity) this.#heap.add(member.scheduledMs, member);
    }
  }
}

/** The scheduler that all sessions of this process share. */
export const processScheduler: Scheduler = new Scheduler();
