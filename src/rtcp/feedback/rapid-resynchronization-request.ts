/** Rapid resynchronisation request (RFC 6051 §3.2): send a sender report now, so that streams can be aligned. */

import { Reject } from '../../errors.js';
import type { RtcpPacketFormat } from '../rtcp-packet-format.js';
import {
  measureFeedbackHeader,
  readFeedbackHeader,
  TRANSPORT_LAYER_FEEDBACK,
  writeFeedbackHeader,
  type FeedbackHeader,
} from './feedback-header.js';

const FEEDBACK_MESSAGE_TYPE = 5;

/** The header alone; what a sender adds against the rule is ignored. */
export interface RapidResynchronizationRequest extends FeedbackHeader {
  readonly type: 'rapid-resynchronization-request';
}

export const rapidResynchronizationRequestFormat: RtcpPacketFormat<RapidResynchronizationRequest> = {
  type: 'rapid-resynchronization-request',
  payloadType: TRANSPORT_LAYER_FEEDBACK,
  feedbackMessageType: FEEDBACK_MESSAGE_TYPE,

  parse(bytes, header) {
    const sources = readFeedbackHeader(bytes, header);
    return sources instanceof Reject ? sources : { type: 'rapid-resynchronization-request', ...sources };
  },

  measure: measureFeedbackHeader,

  write(request, bytes, offset, length) {
    writeFeedbackHeader(bytes, offset, FEEDBACK_MESSAGE_TYPE, TRANSPORT_LAYER_FEEDBACK, length, request);
  },
};
