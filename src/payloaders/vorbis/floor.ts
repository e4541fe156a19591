/** Floor configurations of the setup header, passed over (Vorbis I §6.2.1, §7.2.2). */

import type { BitReader } from '../../bytes/bit-reader.js';

/** Passes over one floor; false when its type is unknown. */
export function skipFloor(bits: BitReader): boolean {
  const type = bits.bits(16);
  if (type === 0) skipFloor0(bits);
  else if (type === 1) skipFloor1(bits);
  else return false;
  return !bits.overrun;
}

/** Order, rate, bark map size, amplitude bits, amplitude offset; then the books. */
function skipFloor0(bits: BitReader): void {
  bits.skip(8 + 16 + 16 + 6 + 8);
  bits.skip(8 * (bits.bits(4) + 1));
}

function skipFloor1(bits: BitReader): void {
  const partitionClasses = Array.from({ length: bits.bits(5) }, () => bits.bits(4));
  const classDimensions: number[] = [];
  for (let index = 0; index <= Math.max(-1, ...partitionClasses); index++) {
    classDimensions.push(bits.bits(3) + 1);
    const subclasses = bits.bits(2);
    if (subclasses > 0) bits.skip(8);
    bits.skip(8 * 2 ** subclasses);
  }
  bits.skip(2);
  const rangeBits = bits.bits(4);
  for (const partitionClass of partitionClasses) bits.skip(classDimensions[partitionClass]! * rangeBits);
}
