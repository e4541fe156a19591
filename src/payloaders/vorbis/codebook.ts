/** Codebooks of the setup header, passed over: what follows them has no other address (Vorbis I §3.2.1). */

import type { BitReader } from '../../bytes/bit-reader.js';
import { bitWidth } from './bit-width.js';

const SYNC_PATTERN = 0x564342;
const UNUSED_LOOKUP = 0;
const LATTICE_LOOKUP = 1;
const TESSELLATION_LOOKUP = 2;

/** Passes over one codebook; false when it cannot be one. Takes time in the bits it has, whatever counts it claims. */
export function skipCodebook(bits: BitReader): boolean {
  if (bits.bits(24) !== SYNC_PATTERN) return false;
  const dimensions = bits.bits(16);
  const entries = bits.bits(24);
  const ordered = bits.flag();
  const lengthsRead = ordered ? skipOrderedLengths(bits, entries) : skipLengths(bits, entries);
  return lengthsRead && skipLookup(bits, entries, dimensions);
}

function skipLengths(bits: BitReader, entries: number): boolean {
  const sparse = bits.flag();
  if (!sparse) {
    bits.skip(5 * entries);
    return !bits.overrun;
  }
  for (let entry = 0; entry < entries && !bits.overrun; entry++) if (bits.flag()) bits.skip(5);
  return !bits.overrun;
}

/** Runs of entries of one length each; a run takes at least one bit, so that empty runs end with the header. */
function skipOrderedLengths(bits: BitReader, entries: number): boolean {
  bits.skip(5);
  let entry = 0;
  while (entry < entries && !bits.overrun) entry += bits.bits(bitWidth(entries - entry));
  return entry === entries && !bits.overrun;
}

function skipLookup(bits: BitReader, entries: number, dimensions: number): boolean {
  const type = bits.bits(4);
  if (type === UNUSED_LOOKUP) return !bits.overrun;
  if (type > TESSELLATION_LOOKUP || dimensions === 0) return false;
  bits.skip(64);
  const valueBits = bits.bits(4) + 1;
  const values = type === LATTICE_LOOKUP ? latticeValues(entries, dimensions) : entries * dimensions;
  bits.skip(1 + values * valueBits);
  return !bits.overrun;
}

/** The greatest number whose power of `dimensions` is no more than `entries` (Vorbis I §9.2.3), corrected for rounding. */
function latticeValues(entries: number, dimensions: number): number {
  let values = Math.floor(entries ** (1 / dimensions));
  while ((values + 1) ** dimensions <= entries) values++;
  while (values > 0 && values ** dimensions > entries) values--;
  return values;
}
