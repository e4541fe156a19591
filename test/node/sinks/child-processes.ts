/** The processes that a sink has started, for tests that are cruel to them. */

import { execFileSync } from 'node:child_process';

/** Sends a signal to the one child of this process that runs `program`. */
export function signalChild(program: string, signal: NodeJS.Signals): void {
  const found = execFileSync('pgrep', ['-P', String(process.pid), '-x', program], { encoding: 'utf8' });
  const pids = found.trim().split('\n');
  if (pids.length !== 1) throw new Error(`${pids.length} processes run ${program}`);
  process.kill(Number(pids[0]), signal);
}
