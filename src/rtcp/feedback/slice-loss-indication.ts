/** Slice loss indication (RFC 4585 §6.3.2): which macroblocks of a picture are missing. */

import { readUint32, writeUint32 } from '../../bytes/big-endian.js';
import { Reject, requireInteger } from '../../errors.js';
import type { RtcpPacketFormat } from '../rtcp-packet-format.js';
import { measureEntries, readEntries, writeEntries, type FeedbackEntryFormat } from './feedback-entries.js';
import {
  measureFeedbackHeader,
  PAYLOAD_SPECIFIC_FEEDBACK,
  readFeedbackHeader,
  writeFeedbackHeader,
  type FeedbackHeader,
} from './feedback-header.js';

const FEEDBACK_MESSAGE_TYPE = 2;

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

const ENTRY: FeedbackEntryFormat<LostSlice> = {
  field: 'slices',
  length: 4,
  fewest: 1,
  section: 'RFC 4585 §6.3.2.2',

  read(bytes, offset) {
    const word = readUint32(bytes, offset);
    return { first: word >>> 19, number: (word >>> 6) & 0x1fff, pictureId: word & 0x3f };
  },

  check({ first, number, pictureId }) {
    requireInteger('first', first, 0, 0x1fff);
    requireInteger('number', number, 0, 0x1fff);
    requireInteger('pictureId', pictureId, 0, 0x3f);
  },

  write({ first, number, pictureId }, bytes, offset) {
    writeUint32(bytes, offset, (first << 19) | (number << 6) | pictureId);
  },
};

export const sliceLossIndicationFormat: RtcpPacketFormat<SliceLossIndication> = {
  type: 'slice-loss-indication',
  payloadType: PAYLOAD_SPECIFIC_FEEDBACK,
  feedbackMessageType: FEEDBACK_MESSAGE_TYPE,

  parse(bytes, header) {
    const sources = readFeedbackHeader(bytes, header);
    if (sources instanceof Reject) return sources;
    const slices = readEntries(bytes, header, ENTRY);
    if (slices instanceof Reject) return slices;
    return { type: 'slice-loss-indication', ...sources, slices };
  },

  measure(indication) {
    return measureFeedbackHeader(indication) + measureEntries(indication.slices, ENTRY);
  },

  write(indication, bytes, offset, length) {
    writeFeedbackHeader(bytes, offset, FEEDBACK_MESSAGE_TYPE, PAYLOAD_SPECIFIC_FEEDBACK, length, indication);
    writeEntries(indication.slices, bytes, offset, ENTRY);
  },
};
