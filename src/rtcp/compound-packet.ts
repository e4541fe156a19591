/** The compound packet (RFC 3550 §6.1): what one RTCP datagram holds, checked as RFC 3550 A.2 says. */

import { outOfRange, Reject, requireInteger, wrongType } from '../errors.js';
import { formatOfHeader, formatOfType, type RtcpPacket } from './registry.js';
import { MAX_RTCP_PACKET_LENGTH, padRtcpPacket, readRtcpHeader } from './rtcp-header.js';

export interface CompoundPacketOptions {
  /** The first packet may be of any type (RFC 5506); default false: it is a sender or receiver report. */
  readonly reducedSize?: boolean;
}

export interface SerializeCompoundPacketOptions extends CompoundPacketOptions {
  /** Octets of padding at the end of the last packet: a multiple of 4, at most 252; default 0. */
  readonly paddingLength?: number;
}

/**
 * Parses one datagram. A compound is believed whole or not at all: one packet that breaks its rules rejects it, with the
 * offset where. Time is linear in its length, however many packets it is cut into.
 */
export function parseCompoundPacket(bytes: Uint8Array, options?: CompoundPacketOptions): RtcpPacket[] | Reject {
  const packets: RtcpPacket[] = [];
  let offset = 0;
  do {
    const header = readRtcpHeader(bytes, offset);
    if (header instanceof Reject) return header;
    const packet = formatOfHeader(bytes, header).parse(bytes, header);
    if (packet instanceof Reject) return packet;
    if (offset === 0 && options?.reducedSize !== true && !isReport(packet)) {
      return new Reject('first-packet-not-a-report', 1, 'RFC 3550 A.2');
    }
    packets.push(packet);
    offset = header.next;
  } while (offset < bytes.length);
  return packets;
}

/**
 * Serializes one datagram.
 * @throws RangeError when a field is outside its range, or the first packet is neither a sender nor a receiver report and
 * `reducedSize` is not set
 * @throws TypeError when the `type` of a packet is not known
 */
export function serializeCompoundPacket(
  packets: readonly RtcpPacket[],
  options: SerializeCompoundPacketOptions = {},
): Uint8Array {
  const first = packets[0];
  if (first === undefined) throw outOfRange('packets.length', 0, 'at least one packet');
  if (options.reducedSize !== true && !isReport(first)) {
    throw outOfRange('type of the first packet', first.type, 'sender-report or receiver-report');
  }
  const paddingLength = options.paddingLength ?? 0;
  requireInteger('paddingLength', paddingLength, 0, 252);
  if (paddingLength % 4 !== 0) throw outOfRange('paddingLength', paddingLength, 'a multiple of 4');
  const lengths = packets.map(measure);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, paddingLength));
  let offset = 0;
  for (let index = 0; index < packets.length; index++) {
    const packet = packets[index]!;
    formatOfType(packet.type)!.write(packet, bytes, offset, lengths[index]!);
    offset += lengths[index]!;
  }
  if (paddingLength > 0) padRtcpPacket(bytes, offset - lengths.at(-1)!, paddingLength);
  return bytes;
}

function isReport(packet: RtcpPacket): boolean {
  return packet.type === 'sender-report' || packet.type === 'receiver-report';
}

function measure(packet: RtcpPacket): number {
  const format = formatOfType(packet.type);
  if (format === undefined) throw wrongType('type of a packet', packet.type, 'the type of an RTCP packet');
  const length = format.measure(packet);
  if (length > MAX_RTCP_PACKET_LENGTH) {
    throw outOfRange(`length of ${packet.type}`, length, `at most ${MAX_RTCP_PACKET_LENGTH} octets`);
  }
  return length;
}
