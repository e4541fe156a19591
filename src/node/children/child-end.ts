/** How a child process ended. */

import { RtpkitError } from '../../errors.js';
import { reasonOf } from '../system/reason-of.js';
import type { ChildCommand } from './child-command.js';

export interface ChildEnd {
  /** `null` when a signal ended it, or it could not be started. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines that it wrote to stderr. */
  readonly complaint: string;
  /** `ERR_RTPKIT_CHILD_PROCESS`, caused by the complaint; `undefined` when it ended with 0, or because it was stopped. */
  readonly failure: RtpkitError | undefined;
}

/** An error about a command, in a sentence that begins with its program and has the gist of the complaint; all of that is its `cause`. */
export function childError({ program, gistOf }: ChildCommand, predicate: string, complaint = ''): RtpkitError {
  if (complaint === '') return new RtpkitError('ERR_RTPKIT_CHILD_PROCESS', `${program} ${predicate}`);
  const message = `${program} ${predicate}: ${gistOf?.(complaint) ?? complaint}`;
  return new RtpkitError('ERR_RTPKIT_CHILD_PROCESS', message, { cause: complaint });
}

export function notStarted(command: ChildCommand, cause: unknown): ChildEnd {
  const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
  const hint = command.installHint === undefined ? '' : `; type: ${command.installHint}`;
  const predicate = missing ? `is not installed${hint}` : `cannot be started: ${reasonOf(cause)}`;
  const failure = new RtpkitError('ERR_RTPKIT_CHILD_PROCESS', `${command.program} ${predicate}`, { cause });
  return { code: null, signal: null, complaint: '', failure };
}
