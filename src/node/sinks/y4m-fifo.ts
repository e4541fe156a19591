/** A FIFO that one reader after the other opens, as programs of mjpegtools do. */

import { execFile } from 'node:child_process';
import { constants, lstatSync, openSync, renameSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { RtpkitError } from '../../errors.js';
import { reasonOf } from '../reason-of.js';
import type { Y4mOutlet } from './y4m-outlet.js';

/** How often it is looked whether a reader has come: an open that waits for one would hold a thread until then. */
const LOOK_INTERVAL_MS = 50;

/**
 * Opens the FIFO at `path`, and makes it where there is nothing.
 * @throws RtpkitError `ERR_RTPKIT_FILE` when something else is there, or it cannot be made
 */
export async function openY4mFifo(path: string): Promise<Y4mOutlet> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) await makeFifo(path);
  else if (!found.isFIFO()) throw new RtpkitError('ERR_RTPKIT_FILE', `${path} is there, and is no FIFO`);
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
    throw new RtpkitError('ERR_RTPKIT_FILE', `${path} cannot be written: ${reasonOf(cause)}`, { cause });
  }
}

/**
 * Puts another FIFO in the place of one that has its reader. Who opens the same one before we notice that the reader has gone,
 * as the next turn of a shell's loop does, would get the rest of a frame and no header. Where that may not be done, in /dev/fd
 * or another user's directory, such a reader has to come once more.
 */
async function renew(path: string): Promise<void> {
  const { mode, uid } = lstatSync(path);
  if ((mode & constants.S_IFMT) !== constants.S_IFIFO || uid !== process.getuid?.()) return;
  const successor = `${path}.${process.pid}`;
  try {
    await makeFifo(successor, mode);
    renameSync(successor, path);
  } catch {
    // As said above.
  }
}

/** Node has no mkfifo(2) of its own. */
async function makeFifo(path: string, mode?: number): Promise<void> {
  const permissions = mode === undefined ? [] : ['-m', (mode & 0o777).toString(8)];
  try {
    await promisify(execFile)('mkfifo', [...permissions, '--', path]);
  } catch (cause) {
    throw new RtpkitError('ERR_RTPKIT_FILE', `${path} cannot be made a FIFO: ${reasonOf(cause)}`, { cause });
  }
}
