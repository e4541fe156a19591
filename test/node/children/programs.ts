/** Programs for the tests of child processes, and what the system knows about them. */

import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { ChildCommand } from '../../../src/node/children/child-command.js';
import { PATIENCE } from '../../peers/patience.js';

/** A script of Node.js. */
export const node = (script: string): ChildCommand => ({ program: process.execPath, args: ['-e', script] });

/** A script of the shell: the shell itself is the child. */
export const sh = (script: string): ChildCommand => ({ program: 'sh', args: ['-c', script] });

/**
 * Leaves a daemon behind that holds stdout and stderr, and has its id in `$daemon`. The shell goes on once the daemon has a session of
 * its own, without which it would end with the shell.
 */
export const LEAVE_DAEMON = 'exec 3>&1; daemon=$(setsid sh -c "echo \\$\\$; exec sleep 100 >&3" &);';

/** Whether a process of that id is there and not a zombie. */
export function isAlive(pid: number): boolean {
  return !['gone', 'Z'].includes(stateOf(pid));
}

/** Our own children that have ended and were not reaped. */
export function zombies(): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => stateOf(pid) === 'Z' && parentOf(pid) === process.pid);
}

export function openDescriptors(): number {
  return readdirSync('/proc/self/fd').length;
}

/** Waits until it is so, as long as there is patience. */
export async function until(condition: () => boolean): Promise<boolean> {
  const beganMs = performance.now();
  while (performance.now() - beganMs < PATIENCE.timeout && !condition()) await delay(10);
  return condition();
}

const stateOf = (pid: number): string => statusField(pid, 'State')?.[0] ?? 'gone';
const parentOf = (pid: number): number => Number(statusField(pid, 'PPid'));

function statusField(pid: number, name: string): string | undefined {
  try {
    return new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
