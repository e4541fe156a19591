/** What a program says when it is asked about itself. */

import { execFile } from 'node:child_process';

/** More than any of them takes or says. */
const LIMITS = { timeout: 10_000, maxBuffer: 16 * 1024 * 1024, killSignal: 'SIGKILL' } as const;

/** Its stdout; `undefined` when it is not there, fails, or does not answer in time. */
export function programOutput(program: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, args, LIMITS, (error, stdout) => resolve(error === null ? stdout : undefined)).stdin?.end();
  });
}
