/** The four octets in front of every block of an extended report (RFC 3611 §3). */

import { readUint16, writeUint16 } from '../../bytes/big-endian.js';
import { Reject } from '../../errors.js';

/** Octets of the header. */
export const BLOCK_HEADER_LENGTH = 4;

/** The most octets of one block: the length field counts 32-bit words less one in 16 bits. */
export const MAX_BLOCK_LENGTH = 0x4_0000;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |      BT       | type-specific |      length in words - 1      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface BlockHeader {
  readonly blockType: number;
  /** Eight bits of which each type makes its own use. */
  readonly typeSpecific: number;
  /** First octet of the block, header included. */
  readonly offset: number;
  /** One past the last octet of the block: at least four on, so that blocks of length 0 come to an end too. */
  readonly end: number;
}

/** Reads the header at `offset`; the whole block lies before `end` or is refused. */
export function readBlockHeader(bytes: Uint8Array, offset: number, end: number): BlockHeader | Reject {
  if (offset + BLOCK_HEADER_LENGTH > end) return new Reject('block-header-overruns-packet', offset, 'RFC 3611 §3');
  const blockEnd = offset + 4 * (readUint16(bytes, offset + 2) + 1);
  if (blockEnd > end) return new Reject('block-overruns-packet', offset + 2, 'RFC 3611 §3');
  return { blockType: bytes[offset]!, typeSpecific: bytes[offset + 1]!, offset, end: blockEnd };
}

/** Writes the header of a block of `length` octets. */
export function writeBlockHeader(
  bytes: Uint8Array,
  offset: number,
  blockType: number,
  typeSpecific: number,
  length: number,
): void {
  bytes[offset] = blockType;
  bytes[offset + 1] = typeSpecific;
  writeUint16(bytes, offset + 2, length / 4 - 1);
}
