/** The stdout of a child process as a source of bytes: native encoders and devices stay outside, behind pipes. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { RtpkitError } from '../errors.js';
import type { ChildCommand } from './children/child-command.js';
import { reasonOf } from './reason-of.js';

/** How much of what a child says on stderr goes into the error about it. */
const STDERR_TAIL = 600;

/**
 * Starts the program at the first read and yields what it writes. Who stops reading ends it with SIGINT, at which
 * `gst-launch-1.0` and `ffmpeg` finish in order.
 * @throws RtpkitError `ERR_RTPKIT_CHILD_PROCESS` when it cannot be started, or fails; with the end of its stderr
 */
export async function* readChildOutput(command: ChildCommand): AsyncGenerator<Uint8Array, void, undefined> {
  const { program, args } = command;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk) => (complaint = (complaint + String(chunk)).slice(-STDERR_TAIL)));
  const exited = once(child, 'close').catch((cause: unknown) => Promise.reject(startError(command, cause)));
  exited.catch(() => undefined); // Told below, once stdout has ended.
  try {
    yield* child.stdout as AsyncIterable<Uint8Array>;
    const [code, signal] = (await exited) as [number | null, string | null];
    if (code === 0) return;
    throw new RtpkitError('ERR_RTPKIT_CHILD_PROCESS', `${program} ended with ${code ?? signal}: ${complaint.trim()}`);
  } finally {
    child.kill('SIGINT');
  }
}

function startError({ program, installHint }: ChildCommand, cause: unknown): RtpkitError {
  const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
  const reason = missing ? 'is not installed' : `cannot be started: ${reasonOf(cause)}`;
  const hint = missing && installHint !== undefined ? `; type: ${installHint}` : '';
  return new RtpkitError('ERR_RTPKIT_CHILD_PROCESS', `${program} ${reason}${hint}`, { cause });
}
