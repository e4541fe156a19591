/** Application layer feedback (RFC 4585 §6.4): octets that only its users understand. */

import { outOfRange, Reject } from '../../errors.js';
import type { RtcpPacketFormat } from '../rtcp-packet-format.js';
import {
  FEEDBACK_HEADER_LENGTH,
  measureFeedbackHeader,
  PAYLOAD_SPECIFIC_FEEDBACK,
  readFeedbackHeader,
  writeFeedbackHeader,
  type FeedbackHeader,
} from './feedback-header.js';

/** The FMT of application layer feedback. */
export const APPLICATION_LAYER_FEEDBACK = 15;

/** What no other file reads of it; the estimate of a bit rate has a type of its own. */
export interface ApplicationLayerFeedback extends FeedbackHeader {
  readonly type: 'application-layer-feedback';
  /** Whole 32-bit words; a view on the datagram where it was received. */
  readonly data: Uint8Array;
}

export const applicationLayerFeedbackFormat: RtcpPacketFormat<ApplicationLayerFeedback> = {
  type: 'application-layer-feedback',
  payloadType: PAYLOAD_SPECIFIC_FEEDBACK,
  feedbackMessageType: APPLICATION_LAYER_FEEDBACK,

  parse(bytes, header) {
    const sources = readFeedbackHeader(bytes, header);
    if (sources instanceof Reject) return sources;
    const data = bytes.subarray(header.offset + FEEDBACK_HEADER_LENGTH, header.end);
    return { type: 'application-layer-feedback', ...sources, data };
  },

  measure(feedback) {
    const { length } = feedback.data;
    if (length % 4 !== 0) throw outOfRange('data.length', length, 'a multiple of 4');
    return measureFeedbackHeader(feedback) + length;
  },

  write(feedback, bytes, offset, length) {
    writeFeedbackHeader(bytes, offset, APPLICATION_LAYER_FEEDBACK, PAYLOAD_SPECIFIC_FEEDBACK, length, feedback);
    bytes.set(feedback.data, offset + FEEDBACK_HEADER_LENGTH);
  },
};
