/** Whether a file can be written, found out before there is anything to write: what lies there stays as it is until then. */

import { constants } from 'node:fs';
import { open, readlink, unlink } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { unwritable } from '../system/file-error.js';
import { isFifo } from './fifo.js';

/**
 * No file is emptied, and none is left. A FIFO is not opened: that would wait for its reader.
 * @throws RtpkitError `ERR_RTPKIT_FILE` when it cannot be written
 */
export async function requireWritable(path: string): Promise<void> {
  try {
    await tryToWrite(path);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

async function tryToWrite(path: string): Promise<void> {
  if (isFifo(path)) return;
  if (await makes(path)) {
    await unlink(path);
    return;
  }
  try {
    await (await open(path, constants.O_WRONLY)).close();
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') throw cause;
    const target = await targetOf(path);
    // No link, and gone again: somebody else's attempt, 4 % of two at one time.
    if (target !== undefined) await tryToWrite(target);
  }
}

/** Whether it was made; false where something is there. To ask before would be to leave what a dangling link points to. */
async function makes(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close();
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw cause;
  }
}

/** Where a link leads, `undefined` where it is none. Not normalized: `..` behind a link is the system's to follow. */
async function targetOf(path: string): Promise<string | undefined> {
  const target = await readlink(path).catch(() => undefined);
  return target === undefined || isAbsolute(target) ? target : `${dirname(path)}/${target}`;
}

function codeOf(cause: unknown): string | undefined {
  return (cause as NodeJS.ErrnoException).code;
}
