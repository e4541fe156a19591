/** A FIFO that one reader after the other opens, as programs of mjpegtools do. */

import { constants, existsSync, lstatSync, openSync, renameSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { RtpkitError } from '../../errors.js';
import { Child } from '../children/child.js';
import { unwritable } from '../file-error.js';
import type { Y4mOutlet } from './y4m-outlet.js';

/** How often it is looked whether a reader has come: an open that waits for one would hold a thread until then. */
const LOOK_INTERVAL_MS = 50;

/**
 * Opens the FIFO at `path`, and makes it where there is nothing.
 * @throws RtpkitError `ERR_RTPKIT_FILE` when something else is there, or it cannot be made
 */
export async function openY4mFifo(path: string): Promise<Y4mOutlet> {
  if (!existsSync(path)) await makeFifo(path);
  else if (!statSync(path).isFIFO()) throw new RtpkitError('ERR_RTPKIT_FILE', `${path} is there, and is no FIFO`);
  return { name: `the FIFO ${path}`, open: (signal) => nextReader(path, signal), close: async () => undefined };
}

async function nextReader(path: string, signal: AbortSignal): Promise<Writable> {
  let file = openForReader(path);
  while (file === undefined) {
    await delay(LOOK_INTERVAL_MS, undefined, { signal });
    file = openForReader(path);
  }
  await renew(path);
  return new Socket({ fd: file, readable: false, writable: true });
}

/** The descriptor; `undefined` while nobody has opened the FIFO for reading. */
function openForReader(path: string): number | undefined {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENXIO') return undefined;
    throw unwritable(path, cause);
  }
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
