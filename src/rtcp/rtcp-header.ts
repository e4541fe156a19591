/** The four octets in front of every RTCP packet (RFC 3550 §6.4.1), and the limits they set. */

import { readUint16, writeUint16 } from '../bytes/big-endian.js';
import { Reject } from '../errors.js';

/** Octets of the header. */
export const RTCP_HEADER_LENGTH = 4;

const MAX_PADDING_LENGTH = 252;
/** Transport-wide feedback: its payload type, and its FMT in the place of the count. */
const TRANSPORT_LAYER_FEEDBACK = 205;
const TRANSPORT_WIDE_FEEDBACK = 15;

/** The most octets of one packet before padding: the length field counts 32-bit words less one in 16 bits. */
export const MAX_RTCP_PACKET_LENGTH: number = 0x4_0000 - MAX_PADDING_LENGTH;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|  count  |  payload type |      length in words - 1      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface RtcpHeader {
  /** The five bits that count report blocks or sources, or name a subtype or a feedback message type. */
  readonly count: number;
  readonly payloadType: number;
  /** First octet of the packet, header included; a multiple of 4. */
  readonly offset: number;
  /** One past the last octet that is not padding; a multiple of 4. */
  readonly end: number;
  /** First octet of the next packet in the compound. */
  readonly next: number;
}

/** Reads the header at `offset`; all that it promises lies inside `bytes`. */
export function readRtcpHeader(bytes: Uint8Array, offset: number): RtcpHeader | Reject {
  if (offset + RTCP_HEADER_LENGTH > bytes.length) return reject('shorter-than-header', offset);
  const first = bytes[offset]!;
  if (first >>> 6 !== 2) return reject('version-not-2', offset);
  const next = offset + 4 * (readUint16(bytes, offset + 2) + 1);
  if (next > bytes.length) return reject('packet-overruns-datagram', offset + 2);
  const payloadType = bytes[offset + 1]!;
  const count = first & 0x1f;
  const padded = (first & 0x20) !== 0 && !fillsUpWord(payloadType, count, bytes[next - 1]!);
  const paddingLength = padded ? bytes[next - 1]! : 0;
  const end = next - paddingLength;
  if (padded) {
    if (next !== bytes.length) return reject('padding-before-last-packet', offset);
    if (paddingLength === 0 || paddingLength % 4 !== 0) return reject('padding-not-whole-words', next - 1);
    if (end < offset + RTCP_HEADER_LENGTH) return reject('padding-overruns-packet', next - 1);
  }
  return { count, payloadType, offset, end, next };
}

/** libwebrtc and pion announce what fills up the last word of transport-wide feedback as padding: 1 to 3 octets. */
function fillsUpWord(payloadType: number, count: number, paddingLength: number): boolean {
  const transportWide = payloadType === TRANSPORT_LAYER_FEEDBACK && count === TRANSPORT_WIDE_FEEDBACK;
  return transportWide && paddingLength > 0 && paddingLength < 4;
}

/** Writes a header without padding for a packet of `length` octets. */
export function writeRtcpHeader(
  bytes: Uint8Array,
  offset: number,
  count: number,
  payloadType: number,
  length: number,
): void {
  bytes[offset] = 0x80 | count;
  bytes[offset + 1] = payloadType;
  writeUint16(bytes, offset + 2, length / 4 - 1);
}

/** Adds `paddingLength` octets, already zero, to the packet written at `offset`, the last one of `bytes`. */
export function padRtcpPacket(bytes: Uint8Array, offset: number, paddingLength: number): void {
  bytes[offset] = bytes[offset]! | 0x20;
  writeUint16(bytes, offset + 2, readUint16(bytes, offset + 2) + paddingLength / 4);
  bytes[bytes.length - 1] = paddingLength;
}

function reject(reason: string, offset: number): Reject {
  return new Reject(reason, offset, 'RFC 3550 §6.4.1');
}
