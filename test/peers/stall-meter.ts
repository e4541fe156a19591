/** How long the machine stood still: a pause of live sound may be as long, whoever plays it. */

import { Worker } from 'node:worker_threads';

/** A thread that has nothing to do but to wake every 5 ms. */
const WATCH = `
const lateMs = new Float64Array(require('node:worker_threads').workerData);
const never = new Int32Array(new SharedArrayBuffer(4));
for (let beganMs = performance.now(); ; ) {
  Atomics.wait(never, 0, 0, 5);
  const nowMs = performance.now();
  const stallMs = nowMs - beganMs - 5;
  lateMs[0] = Math.max(lateMs[0], stallMs);
  if (stallMs > 100) lateMs[1] += stallMs;
  beganMs = nowMs;
}`;

export class StallMeter implements AsyncDisposable {
  readonly #lateMs = new Float64Array(new SharedArrayBuffer(2 * Float64Array.BYTES_PER_ELEMENT));
  readonly #thread = new Worker(WATCH, { eval: true, workerData: this.#lateMs.buffer });

  /** How much later than asked for the thread was woken, at the most so far. */
  get longestSeconds(): number {
    return this.#lateMs[0]! / 1000;
  }

  /** All stalls of more than 0.1 s together. */
  get totalSeconds(): number {
    return this.#lateMs[1]! / 1000;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread.terminate();
  }
}
