/** Ctrl-C and SIGTERM: the first one asks a command to end in order, the second one ends it at once. */

export interface Interruption {
  /** Aborts at the first signal, or when `--timeout` is over. */
  readonly signal: AbortSignal;
  /** Why it was aborted; `undefined` while it is not. */
  readonly cause: 'signal' | 'timeout' | undefined;
}
