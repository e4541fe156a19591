/** The feedback messages that a stream may use, by the words of `a=rtcp-fb` (RFC 4585 §4.2, RFC 5104 §7.1, RFC 8888 §6). */

/**
 * `nack`: packets that are missing; `nack pli`, `ccm fir`: a key frame is wanted; `nack sli`, `nack rpsi`: what of a picture is
 * missing, or known; `ccm tmmbr`, `goog-remb`: how fast the sender may send; `transport-cc`, `ack ccfb`: when each packet came.
 */
export const FEEDBACK_MESSAGES = [
  'nack',
  'nack pli',
  'nack sli',
  'nack rpsi',
  'ccm fir',
  'ccm tmmbr',
  'goog-remb',
  'transport-cc',
  'ack ccfb',
] as const;

export type FeedbackMessage = (typeof FEEDBACK_MESSAGES)[number];
