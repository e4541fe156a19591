/** The octets that a profile may add at the end of a sender or receiver report (RFC 3550 §6.4.3), kept as they are. */

import { outOfRange } from '../errors.js';

/** The octets from `offset` to `end`, or `undefined` when there are none. */
export function readProfileExtension(bytes: Uint8Array, offset: number, end: number): Uint8Array | undefined {
  return offset === end ? undefined : bytes.subarray(offset, end);
}

/** Checks an extension before it is written and returns its octets. */
export function measureProfileExtension(extension: Uint8Array | undefined): number {
  const length = extension?.length ?? 0;
  if (length % 4 !== 0) throw outOfRange('profileExtension.length', length, 'a multiple of 4');
  return length;
}
