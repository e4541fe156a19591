/** What a session has to say, first in, first out. */

import type { SessionOutput } from './session-output.js';

/** Places that outlast a drain; a new array for every packet would be 150 octets of garbage. */
const KEPT = 64;

/** Holds what the calls between two drains have caused, and no output survives a drain: it needs no bound of its own. */
export class OutputQueue {
  #outputs: (SessionOutput | undefined)[] = [];
  #pushed = 0;
  #taken = 0;

  /** Whether all has been told. */
  get isEmpty(): boolean {
    return this.#taken === this.#pushed;
  }

  push(output: SessionOutput): void {
    this.#outputs[this.#pushed++] = output;
  }

  /** The oldest output; `undefined` when there is none. */
  shift(): SessionOutput | undefined {
    if (this.#taken < this.#pushed) {
      const output = this.#outputs[this.#taken];
      this.#outputs[this.#taken++] = undefined;
      return output;
    }
    if (this.#pushed > KEPT) this.#outputs = [];
    this.#pushed = 0;
    this.#taken = 0;
    return undefined;
  }
}
