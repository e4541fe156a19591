/** Goodbye (RFC 3550 §6.6): sources that leave, and why. */

import { readUint32, writeUint32 } from '../bytes/big-endian.js';
import { decodeUtf8, utf8Length, writeUtf8 } from '../bytes/utf-8.js';
import { outOfRange, Reject, requireInteger } from '../errors.js';
import { RTCP_HEADER_LENGTH, writeRtcpHeader } from './rtcp-header.js';
import type { RtcpPacketFormat } from './rtcp-packet-format.js';

const PAYLOAD_TYPE = 203;
const MAX_SOURCES = 31;
const MAX_REASON_LENGTH = 255;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|    SC   |   PT=BYE=203  |            length             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                  SC synchronization sources                   |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |     length    |      reason for leaving, zeros to a word      |  may be missing
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface Goodbye {
  readonly type: 'goodbye';
  /** The synchronization sources that leave, at most 31; none is valid but useless. */
  readonly ssrcs: readonly number[];
  /** At most 255 octets of UTF-8. */
  readonly reason?: string | undefined;
}

export const goodbyeFormat: RtcpPacketFormat<Goodbye> = {
  type: 'goodbye',
  payloadType: PAYLOAD_TYPE,

  parse(bytes, { offset, end, count }) {
    const reasonOffset = offset + RTCP_HEADER_LENGTH + 4 * count;
    if (reasonOffset > end) return new Reject('sources-overrun-packet', end, 'RFC 3550 §6.6');
    const ssrcs: number[] = [];
    for (let next = offset + RTCP_HEADER_LENGTH; next < reasonOffset; next += 4) ssrcs.push(readUint32(bytes, next));
    if (reasonOffset === end) return { type: 'goodbye', ssrcs, reason: undefined };
    const reasonEnd = reasonOffset + 1 + bytes[reasonOffset]!;
    if (reasonEnd > end) return new Reject('reason-overruns-packet', reasonOffset, 'RFC 3550 §6.6');
    return { type: 'goodbye', ssrcs, reason: decodeUtf8(bytes, reasonOffset + 1, reasonEnd) };
  },

  measure({ ssrcs, reason }) {
    if (ssrcs.length > MAX_SOURCES) throw outOfRange('ssrcs.length', ssrcs.length, `at most ${MAX_SOURCES}`);
    for (const ssrc of ssrcs) requireInteger('ssrc', ssrc, 0, 0xffff_ffff);
    const sourcesEnd = RTCP_HEADER_LENGTH + 4 * ssrcs.length;
    if (reason === undefined) return sourcesEnd;
    const reasonLength = utf8Length(reason);
    if (reasonLength > MAX_REASON_LENGTH) {
      throw outOfRange('reason', reason, `at most ${MAX_REASON_LENGTH} octets of UTF-8`);
    }
    return sourcesEnd + 4 * Math.ceil((1 + reasonLength) / 4);
  },

  write({ ssrcs, reason }, bytes, offset, length) {
    writeRtcpHeader(bytes, offset, ssrcs.length, PAYLOAD_TYPE, length);
    let next = offset + RTCP_HEADER_LENGTH;
    for (const ssrc of ssrcs) {
      writeUint32(bytes, next, ssrc);
      next += 4;
    }
    if (reason === undefined) return;
    const reasonEnd = writeUtf8(bytes, next + 1, reason);
    bytes[next] = reasonEnd - next - 1;
    bytes.fill(0, reasonEnd, offset + length);
  },
};
