/** The {@link Interruption} of this process: signals, and the time that `--timeout` allows. */

import type { Interruption } from '../interruption.js';

/** What terminals, service managers and closed windows send. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What a shell says of a program that Ctrl-C has ended. */
const EXIT_INTERRUPTED = 130;

export class ProcessInterruption implements Interruption {
  readonly #abort = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;
  #cause: Interruption['cause'];

  /** @param timeoutMs left out, only signals interrupt */
  constructor(timeoutMs?: number) {
    for (const signal of SIGNALS) process.on(signal, this.#takeSignal);
    if (timeoutMs !== undefined) this.#timer = setTimeout(() => this.interrupt('timeout'), timeoutMs);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get cause(): Interruption['cause'] {
    return this.#cause;
  }

  interrupt(cause: NonNullable<Interruption['cause']>): void {
    this.#cause ??= cause;
    this.#abort.abort();
  }

  /** Signals have their usual meaning again. */
  end(): void {
    clearTimeout(this.#timer);
    for (const signal of SIGNALS) process.off(signal, this.#takeSignal);
  }

  /** What runs at the exit of the process still does, such as the end of its children. */
  readonly #takeSignal = (): void => {
    if (this.#abort.signal.aborted) process.exit(EXIT_INTERRUPTED);
    this.interrupt('signal');
  };
}
