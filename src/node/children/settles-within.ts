/** A promise that is waited for only so long. */

import { setTimeout as delay } from 'node:timers/promises';

/** Whether the promise settled in time; its value and its error are not for us. */
export async function settlesWithin(promise: Promise<unknown>, patienceMs: number): Promise<boolean> {
  const patience = new AbortController();
  const timeout = delay(patienceMs, false, { signal: patience.signal }).catch(() => false);
  const settled = promise.then(
    () => true,
    () => true,
  );
  const inTime = await Promise.race([settled, timeout]);
  patience.abort();
  return inTime;
}
