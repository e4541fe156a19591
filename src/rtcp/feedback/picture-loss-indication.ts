/** Picture loss indication (RFC 4585 §6.3.1): a picture cannot be shown whole, send one that needs no other. */

import { Reject } from '../../errors.js';
import type { RtcpPacketFormat } from '../rtcp-packet-format.js';
import {
  measureFeedbackHeader,
  PAYLOAD_SPECIFIC_FEEDBACK,
  readFeedbackHeader,
  writeFeedbackHeader,
  type FeedbackHeader,
} from './feedback-header.js';

const FEEDBACK_MESSAGE_TYPE = 1;

/** The header alone; what a sender adds against the rule is ignored. */
export interface PictureLossIndication extends FeedbackHeader {
  readonly type: 'picture-loss-indication';
}

export const pictureLossIndicationFormat: RtcpPacketFormat<PictureLossIndication> = {
  type: 'picture-loss-indication',
  payloadType: PAYLOAD_SPECIFIC_FEEDBACK,
  feedbackMessageType: FEEDBACK_MESSAGE_TYPE,

  parse(bytes, header) {
    const sources = readFeedbackHeader(bytes, header);
    return sources instanceof Reject ? sources : { type: 'picture-loss-indication', ...sources };
  },

  measure: measureFeedbackHeader,

  write(indication, bytes, offset, length) {
    writeFeedbackHeader(bytes, offset, FEEDBACK_MESSAGE_TYPE, PAYLOAD_SPECIFIC_FEEDBACK, length, indication);
  },
};
