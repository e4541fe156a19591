/** Application-defined packet (RFC 3550 §6.7): a name of four characters and octets that only its users understand. */

import { readUint32, writeUint32 } from '../bytes/big-endian.js';
import { outOfRange, Reject, requireInteger } from '../errors.js';
import { writeRtcpHeader } from './rtcp-header.js';
import type { RtcpPacketFormat } from './rtcp-packet-format.js';

const PAYLOAD_TYPE = 204;
const FIXED_LENGTH = 12;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P| subtype |   PT=APP=204  |             length            |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                           SSRC/CSRC                           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                          name (ASCII)                         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                   application-dependent data                  |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface ApplicationDefined {
  readonly type: 'application-defined';
  /** 0 to 31. */
  readonly subtype: number;
  readonly ssrc: number;
  /** Four characters of one octet each; ASCII from a sender that keeps to the rule. */
  readonly name: string;
  /** Whole 32-bit words; a view on the datagram where it was received. */
  readonly data: Uint8Array;
}

export const applicationDefinedFormat: RtcpPacketFormat<ApplicationDefined> = {
  type: 'application-defined',
  payloadType: PAYLOAD_TYPE,

  parse(bytes, { offset, end, count }) {
    if (offset + FIXED_LENGTH > end) return new Reject('shorter-than-application-defined', end, 'RFC 3550 §6.7');
    return {
      type: 'application-defined',
      subtype: count,
      ssrc: readUint32(bytes, offset + 4),
      name: String.fromCharCode(...bytes.subarray(offset + 8, offset + FIXED_LENGTH)),
      data: bytes.subarray(offset + FIXED_LENGTH, end),
    };
  },

  measure({ subtype, ssrc, name, data }) {
    requireInteger('subtype', subtype, 0, 31);
    requireInteger('ssrc', ssrc, 0, 0xffff_ffff);
    if (!/^[^\u{100}-\u{10ffff}]{4}$/u.test(name)) throw outOfRange('name', name, 'four characters of one octet each');
    if (data.length % 4 !== 0) throw outOfRange('data.length', data.length, 'a multiple of 4');
    return FIXED_LENGTH + data.length;
  },

  write({ subtype, ssrc, name, data }, bytes, offset, length) {
    writeRtcpHeader(bytes, offset, subtype, PAYLOAD_TYPE, length);
    writeUint32(bytes, offset + 4, ssrc);
    for (let index = 0; index < 4; index++) bytes[offset + 8 + index] = name.charCodeAt(index);
    bytes.set(data, offset + FIXED_LENGTH);
  },
};
