/** A FIFO that one reader after the other opens, as programs of mjpegtools do. */

import { existsSync, lstatSync, renameSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { RtpkitError } from '../../errors.js';
import { Child } from '../children/child.js';
import { isFifo, nextReader } from '../files/fifo.js';
import type { Y4mOutlet } from './y4m-outlet.js';

/**
 * Opens the FIFO at `path`, and makes it where there is nothing.
 * @throws RtpkitError `ERR_RTPKIT_FILE` when something else is there, or it cannot be made
 */
export async function openY4mFifo(path: string): Promise<Y4mOutlet> {
  if (!existsSync(path)) await makeFifo(path);
  else if (!isFifo(path)) throw new RtpkitError('ERR_RTPKIT_FILE', `${path} is there, and is no FIFO`);
  return { name: `the FIFO ${path}`, open: (signal) => openReader(path, signal), close: async () => undefined };
}

async function openReader(path: string, signal: AbortSignal): Promise<Writable> {
  const fd = await nextReader(path, signal);
  await renew(path);
  return new Socket({ fd, readable: false, writable: true });
}

/**
 * Puts another FIFO in the place of one that has its reader. Who opens the same one before we notice that the reader has gone,
 * as the next turn of a shell's loop does, would get the rest of a frame and no header. Where that may not be done, in /dev/fd
 * or another user's directory, such a reader has to come once more.
 */
async function renew(path: string): Promise<void> {
  const successor = `${path}.${process.pid}`;
  try {
    const found = lstatSync(path);
    if (!found.isFIFO() || found.uid !== process.getuid?.()) return;
    await makeFifo(successor, found.mode);
    renameSync(successor, path);
  } catch {
    // As said above.
  }
}

/** Node has no mkfifo(2) of its own. */
async function makeFifo(path: string, mode?: number): Promise<void> {
  const permissions = mode === undefined ? [] : ['-m', (mode & 0o777).toString(8)];
  const { failure } = await new Child({ program: 'mkfifo', args: [...permissions, '--', path] }).ended;
  if (failure === undefined) return;
  throw new RtpkitError('ERR_RTPKIT_FILE', `${path} cannot be made a FIFO: ${failure.message}`, { cause: failure });
}
