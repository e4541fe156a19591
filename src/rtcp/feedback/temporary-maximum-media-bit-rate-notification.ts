/** Temporary maximum media stream bit rate notification, TMMBN (RFC 5104 §4.2.2): the limits that now hold. */

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

const FEEDBACK_MESSAGE_TYPE = 4;
const ENTRY = bitRateLimitFormat(0, 'RFC 5104 §4.2.2.1');

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
      const entries = readEntries(bytes, header, ENTRY);
      if (entries instanceof Reject) return entries;
      return { type: 'temporary-maximum-media-bit-rate-notification', ...sources, entries };
    },

    measure(notification) {
      return measureFeedbackHeader(notification) + measureEntries(notification.entries, ENTRY);
    },

    write(notification, bytes, offset, length) {
      writeFeedbackHeader(bytes, offset, FEEDBACK_MESSAGE_TYPE, TRANSPORT_LAYER_FEEDBACK, length, notification);
      writeEntries(notification.entries, bytes, offset, ENTRY);
    },
  };
