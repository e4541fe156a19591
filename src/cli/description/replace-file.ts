/** A small text file that others read at any time: they see the old text or the new one, never a part. */

import { closeSync, constants, lstatSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { unwritable } from '../../node/system/file-error.js';

/** @throws RtpkitError `ERR_RTPKIT_FILE` when it cannot be written */
export function replaceFile(path: string, text: string): void {
  try {
    if (isFileOrNothing(path)) writeAside(path, text);
    else writeThrough(path, text);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** A FIFO that nobody reads would hold up everything else. */
function writeThrough(path: string, text: string): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_TRUNC | constants.O_NONBLOCK);
  try {
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
}

function writeAside(path: string, text: string): void {
  const aside = `${path}.${process.pid}.new`;
  try {
    writeFileSync(aside, text);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

/** A pipe, a device or a link to either is written to, not put away. */
function isFileOrNothing(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? true;
}
