/** What a session has to say, first in, first out. */

import type { SessionOutput } from './session-output.js';

/** Holds what the calls between two drains have caused, and nothing survives a drain: it needs no bound of its own. */
export class OutputQueue {
  #outputs: SessionOutput[] = [];
  #taken = 0;

  push(output: SessionOutput): void {
    this.#outputs.push(output);
  }

  /** The oldest output; `undefined` when there is none. */
  shift(): SessionOutput | undefined {
    if (this.#taken < this.#outputs.length) return this.#outputs[this.#taken++];
    if (this.#taken > 0) {
      this.#outputs = [];
      this.#taken = 0;
    }
    return undefined;
  }
}
