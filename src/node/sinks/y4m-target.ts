/** Who is to read YUV4MPEG2, as a person says it. */

import { existsSync } from 'node:fs';
import { RtpkitError } from '../../errors.js';
import type { Backend } from '../backends/backend.js';
import { openY4mFifo } from './y4m-fifo.js';
import type { Y4mOutlet } from './y4m-outlet.js';
import { y4mProgram } from './y4m-program.js';
import { y4mStandardOutput } from './y4m-standard-output.js';

export type Y4mTarget =
  /** Made where there is none, and kept. */
  | { readonly kind: 'fifo'; readonly path: string }
  | { readonly kind: 'stdout' }
  /** A Video4Linux output, such as the loopback device `/dev/video2`: written by a child process of the backend. */
  | { readonly kind: 'v4l2'; readonly device: string }
  /** A line for the shell, from a person who could type it there: its program reads the picture from stdin. */
  | { readonly kind: 'program'; readonly commandLine: string };

/** @throws RtpkitError `ERR_RTPKIT_FILE` when it is not there, cannot be made, or is something else */
export async function openY4mOutlet(target: Y4mTarget, backend: Backend): Promise<Y4mOutlet> {
  switch (target.kind) {
    case 'fifo':
      return openY4mFifo(target.path);
    case 'stdout':
      return y4mStandardOutput();
    case 'v4l2':
      requireDevice(target.device);
      return y4mProgram(target.device, backend.writeV4l2(target.device));
    case 'program':
      return y4mProgram(`the program ${target.commandLine}`, { program: 'sh', args: ['-c', target.commandLine] });
  }
}

function requireDevice(device: string): void {
  if (existsSync(device)) return;
  const hint = 'a loopback device comes with: sudo apt-get install v4l2loopback-dkms; sudo modprobe v4l2loopback';
  throw new RtpkitError('ERR_RTPKIT_FILE', `${device} is not there; ${hint}`);
}
