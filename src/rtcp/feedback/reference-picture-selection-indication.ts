/** Reference picture selection indication (RFC 4585 §6.3.3): which picture to predict from, in the codec's own bits. */

import { outOfRange, Reject, requireInteger } from '../../errors.js';
import type { RtcpPacketFormat } from '../rtcp-packet-format.js';
import {
  FEEDBACK_HEADER_LENGTH,
  measureFeedbackHeader,
  PAYLOAD_SPECIFIC_FEEDBACK,
  readFeedbackHeader,
  writeFeedbackHeader,
  type FeedbackHeader,
} from './feedback-header.js';

const FEEDBACK_MESSAGE_TYPE = 3;
const FIXED_LENGTH = FEEDBACK_HEADER_LENGTH + 2;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |      PB       |0| Payload Type|    Native RPSI bit string     |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |   defined per codec          ...                | Padding (0) |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface ReferencePictureSelectionIndication extends FeedbackHeader {
  readonly type: 'reference-picture-selection-indication';
  /** 0 to 127: whose codec defines the bits. */
  readonly payloadType: number;
  /** As many octets as `bitLength` needs, the first bit highest; a view on the datagram where it was received. */
  readonly bitString: Uint8Array;
  /** Bits that count; those behind them in the last octet do not, and are written as zeros. */
  readonly bitLength: number;
}

export const referencePictureSelectionIndicationFormat: RtcpPacketFormat<ReferencePictureSelectionIndication> = {
  type: 'reference-picture-selection-indication',
  payloadType: PAYLOAD_SPECIFIC_FEEDBACK,
  feedbackMessageType: FEEDBACK_MESSAGE_TYPE,

  parse(bytes, header) {
    const sources = readFeedbackHeader(bytes, header);
    if (sources instanceof Reject) return sources;
    const { offset, end } = header;
    if (offset + FIXED_LENGTH > end) return new Reject('bit-string-missing', end, 'RFC 4585 §6.3.3.2');
    const paddingBits = bytes[offset + FEEDBACK_HEADER_LENGTH]!;
    const bitLength = 8 * (end - offset - FIXED_LENGTH) - paddingBits;
    if (bitLength < 0)
      return new Reject('padding-bits-overrun-packet', offset + FEEDBACK_HEADER_LENGTH, 'RFC 4585 §6.3.3.2');
    const start = offset + FIXED_LENGTH;
    return {
      type: 'reference-picture-selection-indication',
      ...sources,
      payloadType: bytes[start - 1]! & 0x7f,
      bitString: bytes.subarray(start, start + Math.ceil(bitLength / 8)),
      bitLength,
    };
  },

  measure(indication) {
    const { payloadType, bitString, bitLength } = indication;
    requireInteger('payloadType', payloadType, 0, 127);
    requireInteger('bitLength', bitLength, 0, Number.MAX_SAFE_INTEGER);
    if (bitString.length !== Math.ceil(bitLength / 8)) {
      throw outOfRange('bitString.length', bitString.length, `the octets of ${bitLength} bits`);
    }
    measureFeedbackHeader(indication);
    return 4 * Math.ceil((FIXED_LENGTH + bitString.length) / 4);
  },

  write(indication, bytes, offset, length) {
    const { payloadType, bitString, bitLength } = indication;
    writeFeedbackHeader(bytes, offset, FEEDBACK_MESSAGE_TYPE, PAYLOAD_SPECIFIC_FEEDBACK, length, indication);
    const start = offset + FIXED_LENGTH;
    bytes[start - 2] = 8 * (length - FIXED_LENGTH) - bitLength;
    bytes[start - 1] = payloadType;
    bytes.set(bitString, start);
    bytes.fill(0, start + bitString.length, offset + length);
    const lastBits = bitLength % 8;
    if (lastBits > 0) bytes[start + bitString.length - 1]! &= 0xff00 >>> lastBits;
  },
};
