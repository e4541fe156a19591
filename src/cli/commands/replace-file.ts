/** A small text file that others read at any time: they see the old text or the new one, never a part. */

import { lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { RtpkitError } from '../../node/index.js';
import { reasonOf } from '../../node/reason-of.js';

/** @throws RtpkitError `ERR_RTPKIT_FILE` when it cannot be written */
export function replaceFile(path: string, text: string): void {
  try {
    if (isFileOrNothing(path)) writeAside(path, text);
    else writeFileSync(path, text);
  } catch (cause) {
    throw new RtpkitError('ERR_RTPKIT_FILE', `${path} cannot be written: ${reasonOf(cause)}`, { cause });
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
