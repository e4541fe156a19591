/** What a process does at a signal, as the kernel tells: who sends one too early ends what was to be asked. */

import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** Waits until the process catches or ignores the signal, or is no more. */
export async function untilPrepared(pid: number, signal: NodeJS.Signals): Promise<void> {
  while (leavesToTheSystem(pid, signal)) await delay(10);
}

function leavesToTheSystem(pid: number, signal: NodeJS.Signals): boolean {
  let status: string;
  try {
    status = readFileSync(`/proc/${pid}/status`, 'latin1');
  } catch {
    return false;
  }
  const masks = [...status.matchAll(/^Sig(?:Ign|Cgt):\s*(\w+)$/gm)].map(([, mask]) => BigInt(`0x${mask!}`));
  const bit = 1n << BigInt(constants.signals[signal] - 1);
  return masks.every((mask) => (mask & bit) === 0n);
}
