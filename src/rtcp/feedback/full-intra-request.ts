/** Full intra request (RFC 5104 §4.3.1): the senders named are to send a key frame, once for each number. */

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

const FEEDBACK_MESSAGE_TYPE = 4;

/** `mediaSsrc` is not used and to be sent as 0 (RFC 5104 §4.3.1.2). */
export interface FullIntraRequest extends FeedbackHeader {
  readonly type: 'full-intra-request';
  /** At least one. */
  readonly entries: readonly FullIntraRequestEntry[];
}

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                              SSRC                             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * | Seq nr.       |    Reserved                                   |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface FullIntraRequestEntry {
  /** The media sender that is asked. */
  readonly ssrc: number;
  /** 0 to 255; one more, modulo 256, for each new request, the same where one is repeated. */
  readonly sequenceNumber: number;
}

const ENTRY: FeedbackEntryFormat<FullIntraRequestEntry> = {
  field: 'entries',
  length: 8,
  fewest: 1,
  section: 'RFC 5104 §4.3.1.1',

  read: (bytes, offset) => ({ ssrc: readUint32(bytes, offset), sequenceNumber: bytes[offset + 4]! }),

  check({ ssrc, sequenceNumber }) {
    requireInteger('ssrc', ssrc, 0, 0xffff_ffff);
    requireInteger('sequenceNumber', sequenceNumber, 0, 0xff);
  },

  write({ ssrc, sequenceNumber }, bytes, offset) {
    writeUint32(bytes, offset, ssrc);
    writeUint32(bytes, offset + 4, sequenceNumber << 24);
  },
};

export const fullIntraRequestFormat: RtcpPacketFormat<FullIntraRequest> = {
  type: 'full-intra-request',
  payloadType: PAYLOAD_SPECIFIC_FEEDBACK,
  feedbackMessageType: FEEDBACK_MESSAGE_TYPE,

  parse(bytes, header) {
    const sources = readFeedbackHeader(bytes, header);
    if (sources instanceof Reject) return sources;
    const entries = readEntries(bytes, header, ENTRY);
    if (entries instanceof Reject) return entries;
    return { type: 'full-intra-request', ...sources, entries };
  },

  measure(request) {
    return measureFeedbackHeader(request) + measureEntries(request.entries, ENTRY);
  },

  write(request, bytes, offset, length) {
    writeFeedbackHeader(bytes, offset, FEEDBACK_MESSAGE_TYPE, PAYLOAD_SPECIFIC_FEEDBACK, length, request);
    writeEntries(request.entries, bytes, offset, ENTRY);
  },
};
