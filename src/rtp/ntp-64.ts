/** The header extension ntp-64: when the media of a packet was captured, on its sender's wall clock (RFC 6051 §3.3). */

import { readUint32, writeUint32 } from '../bytes/big-endian.js';
import type { NtpTimestamp } from '../clock/ntp-timestamp.js';

/** What `a=extmap` calls it. */
export const NTP_64_URI = 'urn:ietf:params:rtp-hdrext:ntp-64';

/** Octets of its value. */
export const NTP_64_LENGTH = 8;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                NTP timestamp, seconds, fraction               |  two words
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *
 * The instant of the packet's RTP timestamp. The caller has checked that its eight octets lie inside.
 */
export function readNtp64(bytes: Uint8Array, offset: number): NtpTimestamp {
  return { seconds: readUint32(bytes, offset), fraction: readUint32(bytes, offset + 4) };
}

/** Writes eight octets at `offset`. */
export function writeNtp64(bytes: Uint8Array, offset: number, ntp: NtpTimestamp): void {
  writeUint32(bytes, offset, ntp.seconds);
  writeUint32(bytes, offset + 4, ntp.fraction);
}
