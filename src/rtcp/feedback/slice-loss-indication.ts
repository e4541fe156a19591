/** Slice loss indication (RFC 4585 §6.3.2): which macroblocks of a picture are missing. */

import { readUint32, writeUint32 } from '../../bytes/big-endian.js';
import { outOfRange, Reject, requireInteger } from '../../errors.js';
import type { RtcpPacketFormat } from '../rtcp-packet-format.js';
import {
  FEEDBACK_HEADER_LENGTH,
  measureFeedbackHeader,
  PAYLOAD_SPECIFIC_FEEDBACK,
  readFeedbackHeader,
  rejectEntries,
  writeFeedbackHeader,
  type FeedbackHeader,
} from './feedback-header.js';

const FEEDBACK_MESSAGE_TYPE = 2;
const ENTRY_LENGTH = 4;

/** Slices of pictures of `mediaSsrc` that cannot be decoded. */
export interface SliceLossIndication extends FeedbackHeader {
  readonly type: 'slice-loss-indication';
  /** At least one. */
  readonly slices: readonly LostSlice[];
}

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |            First        |        Number           | PictureID |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface LostSlice {
  /** Address of the first lost macroblock, in scan order, 0 to 8191. */
  readonly first: number;
  /** How many macroblocks are lost, 0 to 8191. */
  readonly number: number;
  /** The six lowest bits of the codec's name for the picture, 0 to 63. */
  readonly pictureId: number;
}

export const sliceLossIndicationFormat: RtcpPacketFormat<SliceLossIndication> = {
  type: 'slice-loss-indication',
  payloadType: PAYLOAD_SPECIFIC_FEEDBACK,
  feedbackMessageType: FEEDBACK_MESSAGE_TYPE,

  parse(bytes, header) {
    const sources = readFeedbackHeader(bytes, header);
    if (sources instanceof Reject) return sources;
    const reject = rejectEntries(header, ENTRY_LENGTH, 'RFC 4585 §6.3.2.2');
    if (reject !== undefined) return reject;
    const slices: LostSlice[] = [];
    for (let next = header.offset + FEEDBACK_HEADER_LENGTH; next < header.end; next += ENTRY_LENGTH) {
      const word = readUint32(bytes, next);
      slices.push({ first: word >>> 19, number: (word >>> 6) & 0x1fff, pictureId: word & 0x3f });
    }
    return { type: 'slice-loss-indication', ...sources, slices };
  },

  measure(indication) {
    if (indication.slices.length === 0) throw outOfRange('slices.length', 0, 'at least 1');
    for (const { first, number, pictureId } of indication.slices) {
      requireInteger('first', first, 0, 0x1fff);
      requireInteger('number', number, 0, 0x1fff);
      requireInteger('pictureId', pictureId, 0, 0x3f);
    }
    return measureFeedbackHeader(indication) + indication.slices.length * ENTRY_LENGTH;
  },

  write(indication, bytes, offset, length) {
    writeFeedbackHeader(bytes, offset, FEEDBACK_MESSAGE_TYPE, PAYLOAD_SPECIFIC_FEEDBACK, length, indication);
    let next = offset + FEEDBACK_HEADER_LENGTH;
    for (const { first, number, pictureId } of indication.slices) {
      writeUint32(bytes, next, (first << 19) | (number << 6) | pictureId);
      next += ENTRY_LENGTH;
    }
  },
};
