/** Channel mappings of the setup header, passed over (Vorbis I §4.2.4, mappings). */

import type { BitReader } from '../../bytes/bit-reader.js';
import { bitWidth } from './bit-width.js';

/** Passes over one mapping; false when its type is unknown or its reserved bits are set. */
export function skipMapping(bits: BitReader, channels: number): boolean {
  if (bits.bits(16) !== 0) return false;
  const submaps = bits.flag() ? bits.bits(4) + 1 : 1;
  if (bits.flag()) {
    const couplingSteps = bits.bits(8) + 1;
    bits.skip(couplingSteps * 2 * bitWidth(channels - 1));
  }
  if (bits.bits(2) !== 0) return false;
  if (submaps > 1) bits.skip(4 * channels);
  bits.skip(submaps * (8 + 8 + 8));
  return !bits.overrun;
}
