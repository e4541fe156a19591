/** Feedback that only an application can give: what its decoder or its estimate of the path has found. */

import { wrongType } from '../../errors.js';
import type {
  ReceiverEstimatedMaximumBitRate,
  ReferencePictureSelectionIndication,
  SliceLossIndication,
  TemporaryMaximumMediaBitRateRequest,
} from '../../rtcp/index.js';
import { formatOfType } from '../../rtcp/registry.js';
import type { FeedbackMessage } from './feedback-message.js';
import type { FeedbackSink } from './feedback-sink.js';

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

export interface FeedbackReach {
  /** The streams that are received, by SSRC, with what the source of each understands. */
  readonly streams: ReadonlyMap<number, { readonly feedback: readonly FeedbackMessage[] }>;
  readonly sink: FeedbackSink;
}

/**
 * Hands a packet in, unless there is a source that it is about and that does not understand it.
 * @returns whether it was handed in
 * @throws TypeError when it is of no such type
 * @throws RangeError for a field out of range
 */
export function giveFeedback(now: number, feedback: ApplicationFeedback, { streams, sink }: FeedbackReach): boolean {
  const packet = requireApplicationFeedback(feedback);
  const message = MESSAGES[packet.type];
  if (!subjectsOf(packet).every((ssrc) => streams.get(ssrc)?.feedback.includes(message))) return false;
  sink.request(now, packet);
  return true;
}

function requireApplicationFeedback(feedback: ApplicationFeedback): Given {
  if (!Object.hasOwn(MESSAGES, feedback.type))
    throw wrongType('type', feedback.type, Object.keys(MESSAGES).join(' or '));
  const packet: Given = { ...feedback, ssrc: 0 };
  formatOfType(packet.type)!.measure(packet);
  return packet;
}

function subjectsOf(packet: Given): readonly number[] {
  if (packet.type === 'receiver-estimated-maximum-bit-rate') return packet.ssrcs;
  if (packet.type === 'temporary-maximum-media-bit-rate-request') return packet.entries.map(({ ssrc }) => ssrc);
  return [packet.mediaSsrc];
}
