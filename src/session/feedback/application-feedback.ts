/** Feedback that only an application can give: what its decoder or its estimate of the path has found (RFC 4585 §6.3, RFC 5104 §4.2). */

import { wrongType } from '../../errors.js';
import type {
  ReceiverEstimatedMaximumBitRate,
  ReferencePictureSelectionIndication,
  SliceLossIndication,
  TemporaryMaximumMediaBitRateRequest,
} from '../../rtcp/index.js';
import { formatOfType } from '../../rtcp/registry.js';
import type { FeedbackMessage } from './feedback-message.js';

type Given =
  | SliceLossIndication
  | ReferencePictureSelectionIndication
  | TemporaryMaximumMediaBitRateRequest
  | ReceiverEstimatedMaximumBitRate;

type WithoutSender<Packet> = Packet extends unknown ? Omit<Packet, 'ssrc'> : never;

/** A packet but for the SSRC of its sender, which is ours. */
export type ApplicationFeedback = WithoutSender<Given>;

const MESSAGES: Readonly<Record<ApplicationFeedback['type'], FeedbackMessage>> = {
  'slice-loss-indication': 'nack sli',
  'reference-picture-selection-indication': 'nack rpsi',
  'temporary-maximum-media-bit-rate-request': 'ccm tmmbr',
  'receiver-estimated-maximum-bit-rate': 'goog-remb',
};

/**
 * The packet, checked.
 * @throws TypeError when it is none of these
 * @throws RangeError for a field out of range
 */
export function requireApplicationFeedback(feedback: ApplicationFeedback): Given {
  if (!Object.hasOwn(MESSAGES, feedback.type))
    throw wrongType('type', feedback.type, Object.keys(MESSAGES).join(' or '));
  const packet: Given = { ...feedback, ssrc: 0 };
  formatOfType(packet.type)!.measure(packet);
  return packet;
}

/** Whether the source of every stream that a packet is about understands it. */
export function isUnderstood(packet: Given, feedbackOf: (ssrc: number) => readonly FeedbackMessage[]): boolean {
  return subjectsOf(packet).every((ssrc) => feedbackOf(ssrc).includes(MESSAGES[packet.type]));
}

function subjectsOf(packet: Given): readonly number[] {
  if (packet.type === 'receiver-estimated-maximum-bit-rate') return packet.ssrcs;
  if (packet.type === 'temporary-maximum-media-bit-rate-request') return packet.entries.map(({ ssrc }) => ssrc);
  return [packet.mediaSsrc];
}
