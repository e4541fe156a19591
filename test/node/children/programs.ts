/** Programs for the tests of child processes, and what the system knows about them. */

import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { ChildCommand } from '../../../src/node/children/child-command.js';

/** A script of Node.js. */
export const node = (script: string): ChildCommand => ({ program: process.execPath, args: ['-e', script] });

/** A script of the shell: the shell itself is the child. */
export const sh = (script: string): ChildCommand => ({ program: 'sh', args: ['-c', script] });

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

/** Waits until it is so; 5 s at the most. */
export async function until(condition: () => boolean): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < 5000 && !condition(); waitedMs += 10) await delay(10);
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
