/** Receiver estimated maximum bit rate, REMB (draft-alvestrand-rmcat-remb-03): what the path is believed to carry. */

import { readUint24, readUint32, writeUint24, writeUint32 } from '../../bytes/big-endian.js';
import { outOfRange, Reject, requireInteger } from '../../errors.js';
import type { RtcpPacketFormat } from '../rtcp-packet-format.js';
import { APPLICATION_LAYER_FEEDBACK } from './application-layer-feedback.js';
import { exponentOf, requireBitRate } from './bit-rate.js';
import {
  FEEDBACK_HEADER_LENGTH,
  measureFeedbackHeader,
  PAYLOAD_SPECIFIC_FEEDBACK,
  readFeedbackHeader,
  writeFeedbackHeader,
  type FeedbackHeader,
} from './feedback-header.js';

/** "REMB" in ASCII. */
const IDENTIFIER = 0x5245_4d42;
const FIXED_LENGTH = FEEDBACK_HEADER_LENGTH + 8;
const MANTISSA_BITS = 18;
const MAX_SOURCES = 255;

/**
 * Behind the header:
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  Unique identifier 'R' 'E' 'M' 'B'                            |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  Num SSRC     | BR Exp    |  BR Mantissa                      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |   SSRC feedback, Num SSRC times                               |
 */
export interface ReceiverEstimatedMaximumBitRate extends FeedbackHeader {
  readonly type: 'receiver-estimated-maximum-bit-rate';
  /** Of all media streams of `ssrcs` together, in bit/s; written with 18 significant bits, rounded down. */
  readonly bitRate: number;
  /** The media sources that share it, at most 255; `mediaSsrc` is not used and to be sent as 0. */
  readonly ssrcs: readonly number[];
}

export const receiverEstimatedMaximumBitRateFormat: RtcpPacketFormat<ReceiverEstimatedMaximumBitRate> = {
  type: 'receiver-estimated-maximum-bit-rate',
  payloadType: PAYLOAD_SPECIFIC_FEEDBACK,
  feedbackMessageType: APPLICATION_LAYER_FEEDBACK,
  applicationIdentifier: IDENTIFIER,

  parse(bytes, header) {
    const sources = readFeedbackHeader(bytes, header);
    if (sources instanceof Reject) return sources;
    const { offset, end } = header;
    if (offset + FIXED_LENGTH > end) return new Reject('bit-rate-missing', end, 'draft-alvestrand-rmcat-remb-03 §2.2');
    const count = bytes[offset + 16]!;
    const ssrcsEnd = offset + FIXED_LENGTH + 4 * count;
    if (ssrcsEnd > end) return new Reject('sources-overrun-packet', offset + 16, 'draft-alvestrand-rmcat-remb-03 §2.2');
    const ssrcs: number[] = [];
    for (let next = offset + FIXED_LENGTH; next < ssrcsEnd; next += 4) ssrcs.push(readUint32(bytes, next));
    const rate = readUint24(bytes, offset + 17);
    const bitRate = (rate & 0x3_ffff) * 2 ** (rate >>> MANTISSA_BITS);
    return { type: 'receiver-estimated-maximum-bit-rate', ...sources, bitRate, ssrcs };
  },

  measure(estimate) {
    const { bitRate, ssrcs } = estimate;
    requireBitRate(bitRate, MANTISSA_BITS);
    if (ssrcs.length > MAX_SOURCES) throw outOfRange('ssrcs.length', ssrcs.length, `at most ${MAX_SOURCES}`);
    for (const ssrc of ssrcs) requireInteger('ssrc', ssrc, 0, 0xffff_ffff);
    measureFeedbackHeader(estimate);
    return FIXED_LENGTH + 4 * ssrcs.length;
  },

  write(estimate, bytes, offset, length) {
    const { bitRate, ssrcs } = estimate;
    writeFeedbackHeader(bytes, offset, APPLICATION_LAYER_FEEDBACK, PAYLOAD_SPECIFIC_FEEDBACK, length, estimate);
    const exponent = exponentOf(bitRate, MANTISSA_BITS);
    writeUint32(bytes, offset + 12, IDENTIFIER);
    bytes[offset + 16] = ssrcs.length;
    writeUint24(bytes, offset + 17, (exponent << MANTISSA_BITS) | Math.floor(bitRate / 2 ** exponent));
    let next = offset + FIXED_LENGTH;
    for (const ssrc of ssrcs) {
      writeUint32(bytes, next, ssrc);
      next += 4;
    }
  },
};
