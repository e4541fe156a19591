/** A source of several runs: what fails is opened again, and who reads it sees one sequence. */

import { setTimeout as delay } from 'node:timers/promises';
import { RtpkitError } from '../../errors.js';
import { defined } from '../defined.js';
import { monotonicNow } from '../system/system-clock.js';
import { RestartPolicy, type RestartOptions } from './restart-policy.js';

export interface Restart {
  /** The number of the run that begins after the wait, from 1: the first run is 0. */
  readonly run: number;
  /** Why the run before it ended. */
  readonly failure: RtpkitError;
  readonly delayMs: number;
}

export interface RestartedOptions extends RestartOptions {
  readonly onRestart?: (restart: Restart) => void;
  /** Ends the sequence during a wait; a run that goes on is for `open` to end. */
  readonly signal?: AbortSignal;
}

/**
 * The items of each run, one run after the other, until one ends without an error.
 * @param open begins a run; told its number, it can mark its items
 * @throws RtpkitError of the last run, when it is not to be started again; any other error at once
 */
export async function* restarted<Item>(
  open: (run: number) => AsyncIterable<Item>,
  { onRestart, signal, ...options }: RestartedOptions = {},
): AsyncGenerator<Item, void, undefined> {
  const policy = new RestartPolicy(options);
  for (let run = 0; ; run++) {
    const startedAt = monotonicNow();
    let worked = false;
    try {
      for await (const item of open(run)) {
        worked = true;
        yield item;
      }
      return;
    } catch (failure) {
      if (signal?.aborted === true) return;
      const delayMs = policy.delayAfter(monotonicNow() - startedAt, worked);
      if (!(failure instanceof RtpkitError) || delayMs === undefined) throw failure;
      onRestart?.({ run: run + 1, failure, delayMs });
      if (!(await delay(delayMs, true, defined({ signal })).catch(() => false))) return;
    }
  }
}
