/** Full intra request (RFC 5104 §4.3.1): the senders named are to send a key frame, once for each number. */

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

const FEEDBACK_MESSAGE_TYPE = 4;
const ENTRY_LENGTH = 8;

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

export const fullIntraRequestFormat: RtcpPacketFormat<FullIntraRequest> = {
  type: 'full-intra-request',
  payloadType: PAYLOAD_SPECIFIC_FEEDBACK,
  feedbackMessageType: FEEDBACK_MESSAGE_TYPE,

  parse(bytes, header) {
    const sources = readFeedbackHeader(bytes, header);
    if (sources instanceof Reject) return sources;
    const reject = rejectEntries(header, ENTRY_LENGTH, 'RFC 5104 §4.3.1.1');
    if (reject !== undefined) return reject;
    const entries: FullIntraRequestEntry[] = [];
    for (let next = header.offset + FEEDBACK_HEADER_LENGTH; next < header.end; next += ENTRY_LENGTH) {
      entries.push({ ssrc: readUint32(bytes, next), sequenceNumber: bytes[next + 4]! });
    }
    return { type: 'full-intra-request', ...sources, entries };
  },

  measure(request) {
    if (request.entries.length === 0) throw outOfRange('entries.length', 0, 'at least 1');
    for (const { ssrc, sequenceNumber } of request.entries) {
      requireInteger('ssrc', ssrc, 0, 0xffff_ffff);
      requireInteger('sequenceNumber', sequenceNumber, 0, 0xff);
    }
    return measureFeedbackHeader(request) + request.entries.length * ENTRY_LENGTH;
  },

  write(request, bytes, offset, length) {
    writeFeedbackHeader(bytes, offset, FEEDBACK_MESSAGE_TYPE, PAYLOAD_SPECIFIC_FEEDBACK, length, request);
    let next = offset + FEEDBACK_HEADER_LENGTH;
    for (const { ssrc, sequenceNumber } of request.entries) {
      writeUint32(bytes, next, ssrc);
      writeUint32(bytes, next + 4, sequenceNumber << 24);
      next += ENTRY_LENGTH;
    }
  },
};
