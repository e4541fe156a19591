/** Writes the fixed header of a packet (RFC 3550 §5.1) in front of a payload that is already in its place. */

import { readUint16, writeUint16, writeUint32 } from '../bytes/big-endian.js';

/** In the first octet: the header is followed by an extension (RFC 3550 §5.3.1). */
export const EXTENSION_FLAG = 0x10;

/** Octets in front of the payload of a packet without contributing sources. */
export function headerLengthOf(packet: Uint8Array): number {
  return (packet[0]! & EXTENSION_FLAG) === 0 ? 12 : 16 + 4 * readUint16(packet, 14);
}

/**
 * Writes twelve octets at `offset`: version 2, no padding, no extension, no CSRCs. Called for every packet sent, so nothing
 * is checked and nothing allocated.
 * @param payloadType 0 to 127
 * @param sequenceNumber written modulo 2^16
 * @param timestamp written modulo 2^32, like `ssrc`
 */
export function writeRtpHeader(
  bytes: Uint8Array,
  offset: number,
  payloadType: number,
  marker: boolean,
  sequenceNumber: number,
  timestamp: number,
  ssrc: number,
): void {
  bytes[offset] = 0x80;
  bytes[offset + 1] = marker ? 0x80 | payloadType : payloadType;
  writeUint16(bytes, offset + 2, sequenceNumber);
  writeUint32(bytes, offset + 4, timestamp);
  writeUint32(bytes, offset + 8, ssrc);
}
