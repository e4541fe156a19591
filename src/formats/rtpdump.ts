/** Writes the files of the rtptools: rtpplay plays them, Wireshark saves and opens them (rtpdump manual, `-F dump`). */

import { writeUint16, writeUint32 } from '../bytes/big-endian.js';
import { outOfRange, requireInteger } from '../errors.js';
import { isRtcp } from '../rtp/demultiplex.js';
import { parseIpAddress } from './ip-address.js';

export const RTPDUMP_MAGIC = '#!rtpplay1.0 ';
export const RTPDUMP_FILE_HEADER_LENGTH = 16;
export const RTPDUMP_RECORD_HEADER_LENGTH = 8;
const MAX_PACKET_LENGTH = 0xffff - RTPDUMP_RECORD_HEADER_LENGTH;

export interface RtpdumpOrigin {
  /** When the recording began, milliseconds since 1970. */
  readonly startUnixMs: number;
  /** Numeric IPv4: the format has room for nothing else. */
  readonly sourceHost: string;
  readonly sourcePort: number;
  readonly destinationHost: string;
  readonly destinationPort: number;
}

/**
 * The text line that names the destination, then start (seconds, microseconds), source address, source port, padding.
 * @throws RangeError when an address is not numeric IPv4, or a port or the time is out of range
 */
export function rtpdumpFileHeader(origin: RtpdumpOrigin): Uint8Array {
  const { startUnixMs, sourceHost, sourcePort, destinationHost, destinationPort } = origin;
  const source = ipv4('sourceHost', sourceHost);
  const destination = ipv4('destinationHost', destinationHost);
  requireInteger('sourcePort', sourcePort, 0, 0xffff);
  requireInteger('destinationPort', destinationPort, 0, 0xffff);
  const microseconds = Math.round(startUnixMs * 1000);
  if (!(microseconds >= 0 && microseconds < 2 ** 32 * 1e6)) {
    throw outOfRange('startUnixMs', startUnixMs, 'milliseconds from 1970 to 2106');
  }
  const line = `${RTPDUMP_MAGIC}${destination.join('.')}/${destinationPort}\n`;
  const bytes = new Uint8Array(line.length + RTPDUMP_FILE_HEADER_LENGTH);
  for (let index = 0; index < line.length; index++) bytes[index] = line.charCodeAt(index);
  writeUint32(bytes, line.length, Math.floor(microseconds / 1e6));
  writeUint32(bytes, line.length + 4, microseconds % 1e6);
  bytes.set(source, line.length + 8);
  writeUint16(bytes, line.length + 12, sourcePort);
  return bytes;
}

/**
 * One packet: length of the record, length of the packet (0 for RTCP), milliseconds since the start, the packet.
 * @throws RangeError when the offset is no 32-bit number of milliseconds, or the packet longer than 65527 octets
 */
export function rtpdumpRecord(offsetMs: number, packet: Uint8Array): Uint8Array {
  requireInteger('packet.length', packet.length, 0, MAX_PACKET_LENGTH);
  const wholeMs = Math.round(offsetMs);
  requireInteger('offsetMs', wholeMs, 0, 0xffff_ffff);
  const bytes = new Uint8Array(RTPDUMP_RECORD_HEADER_LENGTH + packet.length);
  writeUint16(bytes, 0, bytes.length);
  writeUint16(bytes, 2, isRtcp(packet) ? 0 : packet.length);
  writeUint32(bytes, 4, wholeMs);
  bytes.set(packet, RTPDUMP_RECORD_HEADER_LENGTH);
  return bytes;
}

function ipv4(argument: string, host: string): Uint8Array {
  const octets = parseIpAddress(host);
  if (octets?.length !== 4) throw outOfRange(argument, host, 'a numeric IPv4 address');
  return octets;
}
