/** A packet of a type that is not read here, kept with its octets: what is not known is to be ignored (RFC 3550 §6.1). */

import { outOfRange, requireInteger } from '../errors.js';
import { RTCP_HEADER_LENGTH, writeRtcpHeader } from './rtcp-header.js';
import type { RtcpPacketFormat } from './rtcp-packet-format.js';

/** Written again as it was read. */
export interface UnknownPacket {
  readonly type: 'unknown';
  /** 0 to 255. */
  readonly payloadType: number;
  /** The five bits behind the padding bit: 0 to 31. */
  readonly count: number;
  /** Everything behind the header, padding excluded, whole words; a view on the datagram where it was received. */
  readonly body: Uint8Array;
}

/** Stands behind the registry: its `payloadType` is none, because it takes all that the others leave. */
export const unknownPacketFormat: RtcpPacketFormat<UnknownPacket> = {
  type: 'unknown',
  payloadType: -1,

  parse(bytes, { offset, end, count, payloadType }) {
    return { type: 'unknown', payloadType, count, body: bytes.subarray(offset + RTCP_HEADER_LENGTH, end) };
  },

  measure({ payloadType, count, body }) {
    requireInteger('payloadType', payloadType, 0, 255);
    requireInteger('count', count, 0, 31);
    if (body.length % 4 !== 0) throw outOfRange('body.length', body.length, 'a multiple of 4');
    return RTCP_HEADER_LENGTH + body.length;
  },

  write({ payloadType, count, body }, bytes, offset, length) {
    writeRtcpHeader(bytes, offset, count, payloadType, length);
    bytes.set(body, offset + RTCP_HEADER_LENGTH);
  },
};
