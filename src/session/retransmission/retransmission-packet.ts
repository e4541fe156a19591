/** The retransmission packet (RFC 4588 §4): a packet of another stream, its sequence number before its payload. */

import { readUint16, writeUint16, writeUint32 } from '../../bytes/big-endian.js';
import { Reject } from '../../errors.js';
import { parseRtpPacket, type RtpPacket } from '../../rtp/rtp-packet.js';

/** How much longer than the original a retransmission packet is. */
export const ORIGINAL_SEQUENCE_NUMBER_LENGTH = 2;

const PADDING = 0x20;

/** What is not the original's in the header. */
export interface PacketIdentity {
  readonly ssrc: number;
  readonly payloadType: number;
  readonly sequenceNumber: number;
}

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                         RTP Header                            |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |            OSN                |                               |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+                               |
 * |                  Original RTP Packet Payload                  |
 * |                                                               |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *
 * Marker, timestamp, contributing sources and header extension are the original's; its padding is left out.
 */
export function retransmissionOf(original: RtpPacket, identity: PacketIdentity): Uint8Array {
  const { payloadOffset, payloadEnd, sequenceNumber } = original;
  const bytes = new Uint8Array(payloadEnd + ORIGINAL_SEQUENCE_NUMBER_LENGTH);
  bytes.set(original.bytes.subarray(0, payloadOffset));
  writeUint16(bytes, payloadOffset, sequenceNumber);
  bytes.set(original.bytes.subarray(payloadOffset, payloadEnd), payloadOffset + ORIGINAL_SEQUENCE_NUMBER_LENGTH);
  identify(bytes, identity);
  return bytes;
}

/** The sequence number of the original; `undefined` where the payload, as in packets that only probe the way, has none. */
export function originalSequenceNumber({ bytes, payloadOffset, payloadEnd }: RtpPacket): number | undefined {
  return payloadEnd - payloadOffset < ORIGINAL_SEQUENCE_NUMBER_LENGTH ? undefined : readUint16(bytes, payloadOffset);
}

/** The original, made anew of a retransmission packet that has a sequence number of the original. */
export function originalOf(retransmission: RtpPacket, identity: PacketIdentity): RtpPacket {
  const { payloadOffset, payloadEnd } = retransmission;
  const bytes = new Uint8Array(payloadEnd - ORIGINAL_SEQUENCE_NUMBER_LENGTH);
  bytes.set(retransmission.bytes.subarray(0, payloadOffset));
  bytes.set(retransmission.bytes.subarray(payloadOffset + ORIGINAL_SEQUENCE_NUMBER_LENGTH, payloadEnd), payloadOffset);
  identify(bytes, identity);
  const original = parseRtpPacket(bytes);
  if (original instanceof Reject) throw new TypeError(`no packet: ${original.toString()}`);
  return original;
}

function identify(bytes: Uint8Array, { ssrc, payloadType, sequenceNumber }: PacketIdentity): void {
  bytes[0] = bytes[0]! & ~PADDING;
  bytes[1] = (bytes[1]! & 0x80) | payloadType;
  writeUint16(bytes, 2, sequenceNumber);
  writeUint32(bytes, 8, ssrc);
}
