/** FIFOs, opened without waiting for the other end: an open that waits holds a thread, and with it the end of the process. */

import { constants, openSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { unwritable } from '../system/file-error.js';

/** How often it is looked whether a reader has come. */
const LOOK_INTERVAL_MS = 50;

export function isFifo(path: string | URL): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFIFO() === true;
}

/** What the next writer writes, until it has gone. */
export function readFifo(path: string | URL): Readable {
  return new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), readable: true, writable: false });
}

/** The descriptor; `undefined` while nobody has opened the FIFO for reading. */
export function openForReader(path: string): number | undefined {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENXIO') return undefined;
    throw unwritable(path, cause);
  }
}

/**
 * The descriptor, once somebody has opened the FIFO for reading.
 * @throws RtpkitError `ERR_RTPKIT_FILE` when it cannot be opened; an error when the signal aborts
 */
export async function nextReader(path: string, signal: AbortSignal): Promise<number> {
  let file = openForReader(path);
  while (file === undefined) {
    await delay(LOOK_INTERVAL_MS, undefined, { signal });
    file = openForReader(path);
  }
  return file;
}
