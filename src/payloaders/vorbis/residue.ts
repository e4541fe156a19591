/** Residue configurations of the setup header, passed over (Vorbis I §8.6.1). */

import type { BitReader } from '../../bytes/bit-reader.js';

/** Passes over one residue; false when its type is unknown. */
export function skipResidue(bits: BitReader): boolean {
  if (bits.bits(16) > 2) return false;
  bits.skip(24 + 24 + 24);
  const classifications = bits.bits(6) + 1;
  bits.skip(8);
  let books = 0;
  for (let index = 0; index < classifications; index++) {
    const lowBits = bits.bits(3);
    const highBits = bits.flag() ? bits.bits(5) : 0;
    books += bitsSet((highBits << 3) | lowBits);
  }
  bits.skip(8 * books);
  return !bits.overrun;
}

function bitsSet(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count++;
  return count;
}
