/** Errors about a file that begin with its name, as a person knows it. */

import { RtpkitError } from '../../errors.js';
import { reasonOf } from './reason-of.js';

/** `ERR_RTPKIT_FILE`, with the reason that the system gives. */
export function unreadable(name: string, cause: unknown): RtpkitError {
  return new RtpkitError('ERR_RTPKIT_FILE', `${name} cannot be read: ${reasonOf(cause)}`, { cause });
}

/** As {@link unreadable}. */
export function unwritable(name: string, cause: unknown): RtpkitError {
  return new RtpkitError('ERR_RTPKIT_FILE', `${name} cannot be written: ${reasonOf(cause)}`, { cause });
}
