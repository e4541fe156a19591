/** How long the machine stood still: a pause of live sound may be as long, whoever plays it. */

import { Worker } from 'node:worker_threads';

/** A thread that has nothing to do but to wake every 5 ms. */
const WATCH = `
const longestMs = new Float64Array(require('node:worker_threads').workerData);
const never = new Int32Array(new SharedArrayBuffer(4));
for (let beganMs = performance.now(); ; ) {
  Atomics.wait(never, 0, 0, 5);
  const nowMs = performance.now();
  longestMs[0] = Math.max(longestMs[0], nowMs - beganMs - 5);
  beganMs = nowMs;
}`;

export class StallMeter implements AsyncDisposable {
  readonly #longestMs = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
  readonly #thread = new Worker(WATCH, { eval: true, workerData: this.#longestMs.buffer });

  /** How much later than asked for the thread was woken, at the most so far. */
  get longestSeconds(): number {
    return this.#longestMs[0]! / 1000;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread.terminate();
  }
}
