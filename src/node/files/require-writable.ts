/** Whether a file can be written, found out before there is anything to write: what lies there stays as it is until then. */

import { constants } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { unwritable } from '../system/file-error.js';
import { isFifo } from './fifo.js';

/**
 * No file is emptied, and none is left. A FIFO is not opened: that would wait for its reader.
 * @throws RtpkitError `ERR_RTPKIT_FILE` when it cannot be written
 */
export async function requireWritable(path: string): Promise<void> {
  try {
    if (isFifo(path)) return;
    if (await makes(path)) await unlink(path);
    else await (await open(path, constants.O_WRONLY)).close();
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** Whether it was made; false where something is there. To ask before would be to leave what a dangling link points to. */
async function makes(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close();
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
}
