/** Capture files that Wireshark and GStreamer's pcapparse read: classic pcap, UDP datagrams in IPv4 in Ethernet. */

import { readUint16, writeUint16, writeUint32 } from '../bytes/big-endian.js';
import { outOfRange, requireInteger } from '../errors.js';

/** One datagram on its way. */
export interface CapturedDatagram {
  /** Milliseconds since 1970; fractions are kept down to the microsecond. */
  readonly unixMs: number;
  /** Numeric IPv4 address, such as `127.0.0.1`. */
  readonly sourceHost: string;
  readonly sourcePort: number;
  readonly destinationHost: string;
  readonly destinationPort: number;
  /** At most 65507 octets. */
  readonly payload: Uint8Array;
}

/** Written in network byte order; readers tell the order by this number (draft-ietf-opsawg-pcap §4). */
const MAGIC_MICROSECONDS = 0xa1b2_c3d4;
const LINK_TYPE_ETHERNET = 1;
const MAX_RECORD_LENGTH = 0x4_0000;

const FILE_HEADER_LENGTH = 24;
const RECORD_HEADER_LENGTH = 16;
const ETHERNET_HEADER_LENGTH = 14;
const IPV4_HEADER_LENGTH = 20;
const UDP_HEADER_LENGTH = 8;
const IPV4_OFFSET = RECORD_HEADER_LENGTH + ETHERNET_HEADER_LENGTH;
const UDP_OFFSET = IPV4_OFFSET + IPV4_HEADER_LENGTH;
const PAYLOAD_OFFSET = UDP_OFFSET + UDP_HEADER_LENGTH;
const MAX_PAYLOAD_LENGTH = 0xffff - IPV4_HEADER_LENGTH - UDP_HEADER_LENGTH;

const ETHERTYPE_IPV4 = 0x0800;
const DO_NOT_FRAGMENT = 0x4000;
const HOP_LIMIT = 64;
const PROTOCOL_UDP = 17;

/** The first octets of a capture file, version 2.4; records follow. */
export function pcapFileHeader(): Uint8Array {
  const bytes = new Uint8Array(FILE_HEADER_LENGTH);
  writeUint32(bytes, 0, MAGIC_MICROSECONDS);
  writeUint16(bytes, 4, 2);
  writeUint16(bytes, 6, 4);
  writeUint32(bytes, 16, MAX_RECORD_LENGTH);
  writeUint32(bytes, 20, LINK_TYPE_ETHERNET);
  return bytes;
}

/**
 * One record.
 * @throws RangeError when an address is not numeric IPv4, or a port, the time or the payload's length is out of range
 */
export function pcapRecord(datagram: CapturedDatagram): Uint8Array {
  const { payload } = datagram;
  requireInteger('payload.length', payload.length, 0, MAX_PAYLOAD_LENGTH);
  const bytes = new Uint8Array(PAYLOAD_OFFSET + payload.length);
  writeRecordHeader(bytes, datagram.unixMs);
  // Both hardware addresses are zero, as on a loopback device.
  writeUint16(bytes, IPV4_OFFSET - 2, ETHERTYPE_IPV4);
  writeIpv4Header(bytes, datagram);
  writeUdpHeader(bytes, datagram);
  bytes.set(payload, PAYLOAD_OFFSET);
  return bytes;
}

function writeRecordHeader(bytes: Uint8Array, unixMs: number): void {
  const microseconds = Math.round(unixMs * 1000);
  if (!(microseconds >= 0 && microseconds < 2 ** 32 * 1e6)) {
    throw outOfRange('unixMs', unixMs, 'milliseconds from 1970 to 2106');
  }
  const frameLength = bytes.length - RECORD_HEADER_LENGTH;
  writeUint32(bytes, 0, Math.floor(microseconds / 1e6));
  writeUint32(bytes, 4, microseconds % 1e6);
  writeUint32(bytes, 8, frameLength);
  writeUint32(bytes, 12, frameLength);
}

/** RFC 791 §3.1, without options. */
function writeIpv4Header(bytes: Uint8Array, { sourceHost, destinationHost }: CapturedDatagram): void {
  bytes[IPV4_OFFSET] = 0x45;
  writeUint16(bytes, IPV4_OFFSET + 2, bytes.length - IPV4_OFFSET);
  writeUint16(bytes, IPV4_OFFSET + 6, DO_NOT_FRAGMENT);
  bytes[IPV4_OFFSET + 8] = HOP_LIMIT;
  bytes[IPV4_OFFSET + 9] = PROTOCOL_UDP;
  bytes.set(ipv4Octets('sourceHost', sourceHost), IPV4_OFFSET + 12);
  bytes.set(ipv4Octets('destinationHost', destinationHost), IPV4_OFFSET + 16);
  writeUint16(bytes, IPV4_OFFSET + 10, headerChecksum(bytes, IPV4_OFFSET, UDP_OFFSET));
}

/** RFC 768; its checksum stays 0, which says that there is none. */
function writeUdpHeader(bytes: Uint8Array, { sourcePort, destinationPort }: CapturedDatagram): void {
  requireInteger('sourcePort', sourcePort, 0, 0xffff);
  requireInteger('destinationPort', destinationPort, 0, 0xffff);
  writeUint16(bytes, UDP_OFFSET, sourcePort);
  writeUint16(bytes, UDP_OFFSET + 2, destinationPort);
  writeUint16(bytes, UDP_OFFSET + 4, bytes.length - UDP_OFFSET);
}

function ipv4Octets(argument: string, host: string): number[] {
  const octets = host.split('.').map((octet) => (/^\d{1,3}$/.test(octet) ? Number(octet) : -1));
  if (octets.length !== 4 || octets.some((octet) => octet < 0 || octet > 255)) {
    throw outOfRange(argument, host, 'a numeric IPv4 address');
  }
  return octets;
}

/** The ones' complement sum of RFC 1071; at most ten words, so that the carries fit a second addition. */
function headerChecksum(bytes: Uint8Array, start: number, end: number): number {
  let sum = 0;
  for (let offset = start; offset < end; offset += 2) sum += readUint16(bytes, offset);
  sum = (sum & 0xffff) + (sum >>> 16);
  return ~(sum + (sum >>> 16)) & 0xffff;
}
