/** A small text file that others read at any time: they see the old text or the new one, never a part. */

import { lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { unwritable } from '../../node/file-error.js';

/** @throws RtpkitError `ERR_RTPKIT_FILE` when it cannot be written */
export function replaceFile(path: string, text: string): void {
  try {
    if (isFileOrNothing(path)) writeAside(path, text);
    else writeFileSync(path, text);
  } catch (cause) {
    throw unwritable(path, cause);
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
