/** The setup header, read for its last part: which modes use a long block (Vorbis I §4.2.4). */

import { BitReader } from '../../bytes/bit-reader.js';
import { Reject } from '../../errors.js';
import { skipCodebook } from './codebook.js';
import { skipFloor } from './floor.js';
import { HEADER_PREFIX_LENGTH, isHeaderPacket, SETUP_HEADER } from './header-packet.js';
import { skipMapping } from './mapping.js';
import { skipResidue } from './residue.js';

/**
 * The block flag of each mode, 1 to 64 of them; true is a long block. The modes come last and nothing says where they
 * begin, so that everything in front is read forward: searching backward from the framing bit can be misled by the bits
 * of a mapping.
 */
export function parseSetupHeader(packet: Uint8Array, channels: number): readonly boolean[] | Reject {
  if (!isHeaderPacket(packet, SETUP_HEADER)) return new Reject('not-a-setup-header', 0, 'Vorbis I §4.2.1');
  const bits = new BitReader(packet, 'lsb-first');
  bits.skip(8 * HEADER_PREFIX_LENGTH);
  if (!skipList(bits, 8, skipCodebook)) return reject('bad-codebook', bits);
  if (!skipList(bits, 6, skipTimeDomainTransform)) return reject('bad-time-domain-transform', bits);
  if (!skipList(bits, 6, skipFloor)) return reject('bad-floor', bits);
  if (!skipList(bits, 6, skipResidue)) return reject('bad-residue', bits);
  if (!skipList(bits, 6, () => skipMapping(bits, channels))) return reject('bad-mapping', bits);
  const blockFlags: boolean[] = [];
  if (!skipList(bits, 6, () => readMode(bits, blockFlags))) return reject('bad-mode', bits);
  if (!bits.flag()) return reject('framing-bit-missing', bits);
  return blockFlags;
}

/** A count less one in `countBits`, then that many elements; false at the first that is not one. */
function skipList(bits: BitReader, countBits: number, skip: (bits: BitReader) => boolean): boolean {
  const count = bits.bits(countBits) + 1;
  for (let index = 0; index < count; index++) if (!skip(bits)) return false;
  return !bits.overrun;
}

/** A placeholder in Vorbis I, always zero. */
function skipTimeDomainTransform(bits: BitReader): boolean {
  return bits.bits(16) === 0 && !bits.overrun;
}

/** Block flag, window type and transform type (both zero in Vorbis I), mapping. */
function readMode(bits: BitReader, blockFlags: boolean[]): boolean {
  blockFlags.push(bits.flag());
  const typesAreZero = bits.bits(16) === 0 && bits.bits(16) === 0;
  bits.skip(8);
  return typesAreZero && !bits.overrun;
}

function reject(reason: string, bits: BitReader): Reject {
  return new Reject(reason, bits.position >> 3, 'Vorbis I §4.2.4');
}
