/** Canonical names that no other host will choose (RFC 7022). */

import { encodeBase64 } from '../../bytes/base64.js';
import { writeUint32 } from '../../bytes/big-endian.js';

/**
 * A short-term persistent CNAME (RFC 7022 §4.2): 96 random bits in base64, 16 characters.
 * @param randomUint32 uniform 32-bit unsigned numbers, of cryptographic quality where the name is to be unguessable
 */
export function randomCanonicalName(randomUint32: () => number): string {
  const bits = new Uint8Array(12);
  for (let offset = 0; offset < bits.length; offset += 4) writeUint32(bits, offset, randomUint32());
  return encodeBase64(bits);
}
