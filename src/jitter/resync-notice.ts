/** One event for one disturbance, however many packets it takes until the clock has settled. */

import type { Resync, ResyncCause } from './resync.js';

/** What follows within this time belongs together: a host that wakes reads old packets first and then new ones. */
const TOGETHER_MS = 2000;

export class ResyncNotice {
  readonly #tell: ((resync: Resync) => void) | undefined;
  readonly #counts: { resyncs: number };
  #lastMs = Number.NaN;

  constructor(tell: ((resync: Resync) => void) | undefined, counts: { resyncs: number }) {
    this.#tell = tell;
    this.#counts = counts;
  }

  notice(cause: ResyncCause, atMs: number, byMs: number): void {
    if (Math.abs(atMs - this.#lastMs) < TOGETHER_MS) return;
    this.#lastMs = atMs;
    this.#counts.resyncs++;
    this.#tell?.({ cause, atMs, byMs });
  }
}
