/** Errors about a file that begin with its name, and say in plain words what the system holds against it. */

import { RtpkitError } from '../../errors.js';
import { reasonOf } from './reason-of.js';

/** What is the same whether a file is read or written; anything else is told as the system does. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EBUSY: 'something else is using it',
  EEXIST: 'a part of its path is not a directory',
  EISDIR: 'it is a directory',
  ELOOP: 'its symbolic links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'there is no such file',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is not a directory',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
};

/** `ERR_RTPKIT_FILE`; what the system said is its `cause`. */
export function unreadable(name: string, cause: unknown): RtpkitError {
  return new RtpkitError('ERR_RTPKIT_FILE', `${name} cannot be read: ${plainReason(cause)}`, { cause });
}

/** As {@link unreadable}: a file that is written need not be there, but its directory has to. */
export function unwritable(name: string, cause: unknown): RtpkitError {
  const reason = codeOf(cause) === 'ENOENT' ? 'there is no such directory' : plainReason(cause);
  return new RtpkitError('ERR_RTPKIT_FILE', `${name} cannot be written: ${reason}`, { cause });
}

function plainReason(cause: unknown): string {
  return REASONS[codeOf(cause) ?? ''] ?? reasonOf(cause);
}

function codeOf(cause: unknown): string | undefined {
  return (cause as NodeJS.ErrnoException | undefined)?.code;
}
