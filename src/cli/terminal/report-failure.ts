/** What a person is told when a command fails: a line that says what to do, and an exit code for programs. */

import { RtpkitError } from '../../node/index.js';
import type { ExitCode } from '../command.js';
import { UsageError } from '../usage-error.js';
import { causeWords } from './cause-words.js';
import { printable } from './printable.js';

export interface FailureContext {
  /** The command that failed, where there is one of that name. */
  readonly command?: string;
  /** Whether what is behind it is told, too, and of a fault of the program where it happened. */
  readonly verbose?: boolean;
}

/** Stack traces are for faults of the program, which most failures are not. */
export function reportFailure(error: unknown, { command, verbose }: FailureContext = {}): ExitCode {
  if (error instanceof UsageError) {
    write(`${error.message}\n${['rtpkit', command, '--help'].filter(Boolean).join(' ')} tells more`);
    return 2;
  }
  if (error instanceof RtpkitError) write([error.message, ...(verbose === true ? causeWords(error) : [])].join('\n'));
  else write(faultWords(error, verbose === true));
  return 1;
}

function faultWords(error: unknown, verbose: boolean): string {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (!verbose) return `${words}\nThis should not happen: please report it, with what -v adds`;
  return error instanceof Error && error.stack !== undefined ? error.stack : words;
}

function write(text: string): void {
  process.stderr.write(`rtpkit: ${printable(text)}\n`);
}
