/** Temporary maximum media stream bit rate request, TMMBR (RFC 5104 §4.2.1): send no faster than this. */

import { Reject } from '../../errors.js';
import type { RtcpPacketFormat } from '../rtcp-packet-format.js';
import { bitRateLimitFormat, type BitRateLimit } from './bit-rate-limit.js';
import { measureEntries, readEntries, writeEntries } from './feedback-entries.js';
import {
  measureFeedbackHeader,
  readFeedbackHeader,
  TRANSPORT_LAYER_FEEDBACK,
  writeFeedbackHeader,
  type FeedbackHeader,
} from './feedback-header.js';

const FEEDBACK_MESSAGE_TYPE = 3;
const ENTRY = bitRateLimitFormat(1, 'RFC 5104 §4.2.1.1');

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
    const entries = readEntries(bytes, header, ENTRY);
    if (entries instanceof Reject) return entries;
    return { type: 'temporary-maximum-media-bit-rate-request', ...sources, entries };
  },

  measure(request) {
    return measureFeedbackHeader(request) + measureEntries(request.entries, ENTRY);
  },

  write(request, bytes, offset, length) {
    writeFeedbackHeader(bytes, offset, FEEDBACK_MESSAGE_TYPE, TRANSPORT_LAYER_FEEDBACK, length, request);
    writeEntries(request.entries, bytes, offset, ENTRY);
  },
};
