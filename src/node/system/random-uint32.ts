/** Randomness for SSRCs, sequence numbers, timestamps and RTCP intervals (RFC 3550 §8.1 asks for unpredictable values). */

import { randomBytes } from 'node:crypto';

/** A uniform unsigned 32-bit number from the operating system. */
export function randomUint32(): number {
  return randomBytes(4).readUInt32BE(0);
}
