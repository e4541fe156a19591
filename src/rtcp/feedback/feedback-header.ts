/** The twelve octets in front of every feedback message (RFC 4585 §6.1). */

import { readUint32, writeUint32 } from '../../bytes/big-endian.js';
import { Reject, requireInteger } from '../../errors.js';
import { writeRtcpHeader, type RtcpHeader } from '../rtcp-header.js';

/** Transport layer feedback (RFC 4585 §6.2). */
export const TRANSPORT_LAYER_FEEDBACK = 205;
/** Payload-specific feedback (RFC 4585 §6.3). */
export const PAYLOAD_SPECIFIC_FEEDBACK = 206;
/** Octets before the feedback control information. */
export const FEEDBACK_HEADER_LENGTH = 12;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|   FMT   |       PT      |             length            |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                     SSRC of packet sender                     |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                     SSRC of media source                      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * :            feedback control information (FCI)                 :
 */
export interface FeedbackHeader {
  /** The source that gives the feedback. */
  readonly ssrc: number;
  /** The source that the feedback is about; 0 where the entries name it (RFC 5104 §4.2.1.2, §4.3.1.2). */
  readonly mediaSsrc: number;
}

/** Reads both sources. */
export function readFeedbackHeader(bytes: Uint8Array, { offset, end }: RtcpHeader): FeedbackHeader | Reject {
  if (offset + FEEDBACK_HEADER_LENGTH > end) return new Reject('shorter-than-feedback-header', end, 'RFC 4585 §6.1');
  return { ssrc: readUint32(bytes, offset + 4), mediaSsrc: readUint32(bytes, offset + 8) };
}

/** Checks both sources before they are written and returns the octets of the header. */
export function measureFeedbackHeader({ ssrc, mediaSsrc }: FeedbackHeader): number {
  requireInteger('ssrc', ssrc, 0, 0xffff_ffff);
  requireInteger('mediaSsrc', mediaSsrc, 0, 0xffff_ffff);
  return FEEDBACK_HEADER_LENGTH;
}

/** Writes the header of a message of `length` octets. */
export function writeFeedbackHeader(
  bytes: Uint8Array,
  offset: number,
  feedbackMessageType: number,
  payloadType: number,
  length: number,
  { ssrc, mediaSsrc }: FeedbackHeader,
): void {
  writeRtcpHeader(bytes, offset, feedbackMessageType, payloadType, length);
  writeUint32(bytes, offset + 4, ssrc);
  writeUint32(bytes, offset + 8, mediaSsrc);
}
