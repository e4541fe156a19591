/** Temporary maximum media stream bit rate request, TMMBR (RFC 5104 §4.2.1): send no faster than this. */

import { outOfRange, Reject } from '../../errors.js';
import type { RtcpPacketFormat } from '../rtcp-packet-format.js';
import {
  BIT_RATE_LIMIT_LENGTH,
  measureBitRateLimits,
  readBitRateLimits,
  writeBitRateLimits,
  type BitRateLimit,
} from './bit-rate-limit.js';
import {
  FEEDBACK_HEADER_LENGTH,
  measureFeedbackHeader,
  readFeedbackHeader,
  rejectEntries,
  TRANSPORT_LAYER_FEEDBACK,
  writeFeedbackHeader,
  type FeedbackHeader,
} from './feedback-header.js';

const FEEDBACK_MESSAGE_TYPE = 3;

/** `mediaSsrc` is not used and to be sent as 0 (RFC 5104 §4.2.1.2). */
export interface TemporaryMaximumMediaBitRateRequest extends FeedbackHeader {
  readonly type: 'temporary-maximum-media-bit-rate-request';
  /** At least one. */
  readonly entries: readonly BitRateLimit[];
}

export const temporaryMaximumMediaBitRateRequestFormat: RtcpPacketFormat<TemporaryMaximumMediaBitRateRequest> = {
  type: 'temporary-maximum-media-bit-rate-request',
  payloadType: TRANSPORT_LAYER_FEEDBACK,
  feedbackMessageType: FEEDBACK_MESSAGE_TYPE,

  parse(bytes, header) {
    const sources = readFeedbackHeader(bytes, header);
    if (sources instanceof Reject) return sources;
    const reject = rejectEntries(header, BIT_RATE_LIMIT_LENGTH, 'RFC 5104 §4.2.1.1');
    if (reject !== undefined) return reject;
    return { type: 'temporary-maximum-media-bit-rate-request', ...sources, entries: readBitRateLimits(bytes, header) };
  },

  measure(request) {
    if (request.entries.length === 0) throw outOfRange('entries.length', 0, 'at least 1');
    return measureFeedbackHeader(request) + measureBitRateLimits(request.entries);
  },

  write(request, bytes, offset, length) {
    writeFeedbackHeader(bytes, offset, FEEDBACK_MESSAGE_TYPE, TRANSPORT_LAYER_FEEDBACK, length, request);
    writeBitRateLimits(request.entries, bytes, offset + FEEDBACK_HEADER_LENGTH);
  },
};
