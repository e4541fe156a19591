/** A CNAME that all programs of one user on one host share, so that their streams align (RFC 7022 §4.2, RFC 3550 §6.5.1). */

import { createHash } from 'node:crypto';
import { hostname, userInfo } from 'node:os';

/**
 * 96 bits in base64, the same at every start: a hash of user and host, because the `user@host` of RFC 3550 tells strangers
 * both. Give `cname` yourself, drawn at random, where even being recognised from one session to the next is too much.
 */
export function canonicalNameOfUser(): string {
  return createHash('sha256').update(`rtpkit ${userName()}@${hostname()}`).digest('base64').slice(0, 16);
}

/** In a container the user may have no entry in the password database, which `userInfo` throws about. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.());
  }
}
