/** That a sink is gone for good: told once, with the reason. */

import type { RtpkitError } from '../../errors.js';

export class SinkEnd {
  /** Resolves with the first reason that is told; never rejects. */
  readonly ended: Promise<RtpkitError>;
  #reason: RtpkitError | undefined;
  #resolve!: (reason: RtpkitError) => void;

  constructor() {
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** `undefined` while the sink can be used. */
  get reason(): RtpkitError | undefined {
    return this.#reason;
  }

  tell(reason: RtpkitError): void {
    this.#reason ??= reason;
    this.#resolve(reason);
  }
}
