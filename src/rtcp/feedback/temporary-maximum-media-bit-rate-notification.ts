/** Temporary maximum media stream bit rate notification, TMMBN (RFC 5104 §4.2.2): the limits that now hold. */

import { Reject } from '../../errors.js';
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
  rejectCutEntries,
  TRANSPORT_LAYER_FEEDBACK,
  writeFeedbackHeader,
  type FeedbackHeader,
} from './feedback-header.js';

const FEEDBACK_MESSAGE_TYPE = 4;

/** `mediaSsrc` is not used and to be sent as 0 (RFC 5104 §4.2.2.2). */
export interface TemporaryMaximumMediaBitRateNotification extends FeedbackHeader {
  readonly type: 'temporary-maximum-media-bit-rate-notification';
  /** The bounding set; none when no limit holds. */
  readonly entries: readonly BitRateLimit[];
}

export const temporaryMaximumMediaBitRateNotificationFormat: RtcpPacketFormat<TemporaryMaximumMediaBitRateNotification> =
  {
    type: 'temporary-maximum-media-bit-rate-notification',
    payloadType: TRANSPORT_LAYER_FEEDBACK,
    feedbackMessageType: FEEDBACK_MESSAGE_TYPE,

    parse(bytes, header) {
      const sources = readFeedbackHeader(bytes, header);
      if (sources instanceof Reject) return sources;
      const reject = rejectCutEntries(header, BIT_RATE_LIMIT_LENGTH, 'RFC 5104 §4.2.2.1');
      if (reject !== undefined) return reject;
      return {
        type: 'temporary-maximum-media-bit-rate-notification',
        ...sources,
        entries: readBitRateLimits(bytes, header),
      };
    },

    measure(notification) {
      return measureFeedbackHeader(notification) + measureBitRateLimits(notification.entries);
    },

    write(notification, bytes, offset, length) {
      writeFeedbackHeader(bytes, offset, FEEDBACK_MESSAGE_TYPE, TRANSPORT_LAYER_FEEDBACK, length, notification);
      writeBitRateLimits(notification.entries, bytes, offset + FEEDBACK_HEADER_LENGTH);
    },
  };
