/** UDP in IPv4 or IPv6, both ways, as a capture file holds it (RFC 768, RFC 791 §3.1, RFC 8200 §3). */

import { readUint16, writeUint16 } from '../bytes/big-endian.js';
import { Reject, outOfRange, requireInteger } from '../errors.js';
import type { CapturedDatagram } from './captured-datagram.js';
import { formatIpAddress, parseIpAddress } from './ip-address.js';

const IPV4_HEADER_LENGTH = 20;
const IPV6_HEADER_LENGTH = 40;
const UDP_HEADER_LENGTH = 8;
const PROTOCOL_UDP = 17;
const HOP_LIMIT = 64;
const DO_NOT_FRAGMENT = 0x4000;

/** Extension headers that stand before UDP and carry nothing of it: hop-by-hop, routing, destination options (RFC 8200 §4). */
const PASSED_EXTENSIONS: ReadonlySet<number> = new Set([0, 43, 60]);
const FRAGMENT_EXTENSION = 44;

/** What a packet says besides its time. */
export type UdpDatagram = Omit<CapturedDatagram, 'unixMs'>;

/** Octets of the whole packet, IP header included. */
export function udpPacketLength({ sourceHost, payload }: UdpDatagram): number {
  return ipHeaderLength(sourceHost) + UDP_HEADER_LENGTH + payload.length;
}

/**
 * Writes the packet at `offset`, which ends where `bytes` ends.
 * @throws RangeError when an address is not numeric or of the other's family, or a port or the payload's length is out of range
 */
export function writeUdpPacket(bytes: Uint8Array, offset: number, datagram: UdpDatagram): void {
  const { sourceHost, destinationHost, sourcePort, destinationPort, payload } = datagram;
  const source = addressOctets('sourceHost', sourceHost, sourceHost);
  const destination = addressOctets('destinationHost', destinationHost, sourceHost);
  requireInteger('sourcePort', sourcePort, 0, 0xffff);
  requireInteger('destinationPort', destinationPort, 0, 0xffff);
  const overhead = UDP_HEADER_LENGTH + (source.length === 4 ? IPV4_HEADER_LENGTH : 0);
  requireInteger('payload.length', payload.length, 0, 0xffff - overhead);

  const udp = offset + ipHeaderLength(sourceHost);
  writeUint16(bytes, udp, sourcePort);
  writeUint16(bytes, udp + 2, destinationPort);
  writeUint16(bytes, udp + 4, bytes.length - udp);
  bytes.set(payload, udp + UDP_HEADER_LENGTH);
  if (source.length === 4) writeIpv4Header(bytes, offset, source, destination);
  else writeIpv6Header(bytes, offset, source, destination);
}

/** The UDP checksum stays 0, which over IPv4 says that there is none. */
function writeIpv4Header(bytes: Uint8Array, offset: number, source: Uint8Array, destination: Uint8Array): void {
  bytes[offset] = 0x45;
  writeUint16(bytes, offset + 2, bytes.length - offset);
  writeUint16(bytes, offset + 6, DO_NOT_FRAGMENT);
  bytes[offset + 8] = HOP_LIMIT;
  bytes[offset + 9] = PROTOCOL_UDP;
  bytes.set(source, offset + 12);
  bytes.set(destination, offset + 16);
  writeUint16(bytes, offset + 10, ~sumOfWords(bytes, offset, offset + IPV4_HEADER_LENGTH, 0));
}

/** Over IPv6 UDP must have its checksum: of both addresses, the length, the protocol and the datagram (RFC 8200 §8.1). */
function writeIpv6Header(bytes: Uint8Array, offset: number, source: Uint8Array, destination: Uint8Array): void {
  const udp = offset + IPV6_HEADER_LENGTH;
  bytes[offset] = 0x60;
  writeUint16(bytes, offset + 4, bytes.length - udp);
  bytes[offset + 6] = PROTOCOL_UDP;
  bytes[offset + 7] = HOP_LIMIT;
  bytes.set(source, offset + 8);
  bytes.set(destination, offset + 24);
  const checksum = ~sumOfWords(bytes, offset + 8, bytes.length, bytes.length - udp + PROTOCOL_UDP) & 0xffff;
  writeUint16(bytes, udp + 6, checksum === 0 ? 0xffff : checksum);
}

/** The ones' complement sum of RFC 1071; an odd octet counts as the upper half of a word. */
function sumOfWords(bytes: Uint8Array, start: number, end: number, initial: number): number {
  let sum = initial;
  for (let offset = start; offset < end; offset += 2) sum += (bytes[offset]! << 8) | (bytes[offset + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return sum;
}

function ipHeaderLength(host: string): number {
  return host.includes(':') ? IPV6_HEADER_LENGTH : IPV4_HEADER_LENGTH;
}

function addressOctets(argument: string, host: string, alike: string): Uint8Array {
  const octets = parseIpAddress(host);
  const family = alike.includes(':') ? 'IPv6' : 'IPv4';
  if (octets?.length !== (family === 'IPv6' ? 16 : 4)) throw outOfRange(argument, host, `a numeric ${family} address`);
  return octets;
}

/** Reads the IP packet at the start of `bytes`; the payload refers to them. Padding behind the packet is left out. */
export function parseUdpPacket(bytes: Uint8Array): UdpDatagram | Reject {
  const version = bytes.length === 0 ? 0 : bytes[0]! >> 4;
  if (version === 4) return parseIpv4(bytes);
  if (version === 6) return parseIpv6(bytes);
  return new Reject('not-ip', 0, 'RFC 791 §3.1', `found version ${version}`);
}

function parseIpv4(bytes: Uint8Array): UdpDatagram | Reject {
  const section = 'RFC 791 §3.1';
  if (bytes.length < IPV4_HEADER_LENGTH) return new Reject('truncated', bytes.length, section);
  const headerLength = 4 * (bytes[0]! & 15);
  if (headerLength < IPV4_HEADER_LENGTH) return new Reject('header-length', 0, section);
  // More fragments, or one that is not the first: reassembling is the host's work, not that of a file.
  if ((readUint16(bytes, 6) & 0x3fff) !== 0) return new Reject('fragment', 6, section);
  if (bytes[9] !== PROTOCOL_UDP) return new Reject('not-udp', 9, section);
  return parseUdp(bytes, headerLength, bytes.subarray(12, 16), bytes.subarray(16, 20));
}

function parseIpv6(bytes: Uint8Array): UdpDatagram | Reject {
  if (bytes.length < IPV6_HEADER_LENGTH) return new Reject('truncated', bytes.length, 'RFC 8200 §3');
  let next = bytes[6]!;
  let offset = IPV6_HEADER_LENGTH;
  while (PASSED_EXTENSIONS.has(next)) {
    if (offset + 2 > bytes.length) return new Reject('truncated', offset, 'RFC 8200 §4');
    next = bytes[offset]!;
    offset += 8 * (bytes[offset + 1]! + 1);
  }
  if (next === FRAGMENT_EXTENSION) return new Reject('fragment', offset, 'RFC 8200 §4.5');
  if (next !== PROTOCOL_UDP) return new Reject('not-udp', offset, 'RFC 8200 §3');
  return parseUdp(bytes, offset, bytes.subarray(8, 24), bytes.subarray(24, 40));
}

function parseUdp(
  bytes: Uint8Array,
  offset: number,
  source: Uint8Array,
  destination: Uint8Array,
): UdpDatagram | Reject {
  if (offset + UDP_HEADER_LENGTH > bytes.length) return new Reject('truncated', offset, 'RFC 768');
  const length = readUint16(bytes, offset + 4);
  if (length < UDP_HEADER_LENGTH) return new Reject('udp-length', offset + 4, 'RFC 768', `found ${length}`);
  if (offset + length > bytes.length) return new Reject('truncated', offset + 4, 'RFC 768');
  return {
    sourceHost: formatIpAddress(source),
    sourcePort: readUint16(bytes, offset),
    destinationHost: formatIpAddress(destination),
    destinationPort: readUint16(bytes, offset + 2),
    payload: bytes.subarray(offset + UDP_HEADER_LENGTH, offset + length),
  };
}
