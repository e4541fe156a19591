/** Weight for RTP packets on a pipe: a header extension of nothing (RFC 3550 §5.3.1), which receivers pass over. */

import { writeUint16 } from '../../bytes/big-endian.js';
import { concatenate } from '../../bytes/octets.js';
import { EXTENSION_FLAG } from '../../rtp/rtp-header.js';
import { RTP_HEADER_LENGTH } from '../../rtp/index.js';

const EXTENSION_HEADER_LENGTH = 4;
const WORD_LENGTH = 4;
/** A length of 16 bits tells where the packet ends on the pipe (RFC 4571 §2). */
const LONGEST_PACKET = 0xffff;

/**
 * A copy of the packet with an extension of about so many octets, or as many as there is room for.
 * @param packet one without an extension
 */
export function withBallast(packet: Uint8Array, octets: number): Uint8Array {
  const room = LONGEST_PACKET - packet.length - EXTENSION_HEADER_LENGTH;
  if (room < 0) return packet;
  const words = Math.floor(Math.min(octets, room) / WORD_LENGTH);
  const extension = new Uint8Array(EXTENSION_HEADER_LENGTH + words * WORD_LENGTH);
  writeUint16(extension, 2, words);
  const heavy = concatenate([packet.subarray(0, RTP_HEADER_LENGTH), extension, packet.subarray(RTP_HEADER_LENGTH)]);
  heavy[0]! |= EXTENSION_FLAG;
  return heavy;
}
