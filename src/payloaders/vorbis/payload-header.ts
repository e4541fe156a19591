/** The payload header in front of every Vorbis payload (RFC 5215 §2.2). */

import { writeUint24 } from '../../bytes/big-endian.js';

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                     Ident                     | F |VDT|# pkts.|
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *
 * Then, for each packet or for the fragment, its length in 16 bits and its octets (§2.3).
 */
export const PAYLOAD_HEADER_LENGTH = 4;

/** Octets of the length in front of each packet (RFC 5215 §2.3). */
export const LENGTH_LENGTH = 2;

/** The most packets in one payload. */
export const MAX_PACKETS = 15;

/** F. */
export const NOT_FRAGMENTED = 0;
export const START_FRAGMENT = 1;
export const CONTINUATION_FRAGMENT = 2;
export const END_FRAGMENT = 3;

/** VDT, the Vorbis data type. */
export const RAW_DATA = 0;
export const PACKED_CONFIGURATION = 1;
export const COMMENT_DATA = 2;
export const RESERVED_DATA = 3;

/** Writes the four octets at `offset`. */
export function writePayloadHeader(
  bytes: Uint8Array,
  offset: number,
  ident: number,
  fragmentType: number,
  dataType: number,
  packetCount: number,
): void {
  writeUint24(bytes, offset, ident);
  bytes[offset + 3] = (fragmentType << 6) | (dataType << 4) | packetCount;
}
