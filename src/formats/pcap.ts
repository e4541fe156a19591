/** Capture files that Wireshark and GStreamer's pcapparse read: classic pcap, UDP datagrams in IP in Ethernet. */

import { writeUint16, writeUint32 } from '../bytes/big-endian.js';
import { outOfRange } from '../errors.js';
import type { CapturedDatagram } from './captured-datagram.js';
import { udpPacketLength, writeUdpPacket } from './udp-packet.js';

/** Written in network byte order; readers tell the order by this number (draft-ietf-opsawg-pcap §4). */
const MAGIC_MICROSECONDS = 0xa1b2_c3d4;
const LINK_TYPE_ETHERNET = 1;
const MAX_RECORD_LENGTH = 0x4_0000;

const FILE_HEADER_LENGTH = 24;
const RECORD_HEADER_LENGTH = 16;
const ETHERNET_HEADER_LENGTH = 14;
const IP_OFFSET = RECORD_HEADER_LENGTH + ETHERNET_HEADER_LENGTH;

const ETHERTYPE_IPV4 = 0x0800;
const ETHERTYPE_IPV6 = 0x86dd;

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
 * @throws RangeError when an address is not numeric or of the other's family, or a port, the time or the payload's length is
 * out of range
 */
export function pcapRecord(datagram: CapturedDatagram): Uint8Array {
  const bytes = new Uint8Array(IP_OFFSET + udpPacketLength(datagram));
  writeRecordHeader(bytes, datagram.unixMs);
  // Both hardware addresses are zero, as on a loopback device.
  writeUint16(bytes, IP_OFFSET - 2, datagram.sourceHost.includes(':') ? ETHERTYPE_IPV6 : ETHERTYPE_IPV4);
  writeUdpPacket(bytes, IP_OFFSET, datagram);
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
