/** All RTCP packets that are read and written by their fields; a new one is a line in each list. */

import { readUint32 } from '../bytes/big-endian.js';
import { applicationDefinedFormat, type ApplicationDefined } from './application-defined.js';
import { extendedReportFormat, type ExtendedReport } from './extended-reports/extended-report.js';
import {
  applicationLayerFeedbackFormat,
  type ApplicationLayerFeedback,
} from './feedback/application-layer-feedback.js';
import {
  congestionControlFeedbackFormat,
  type CongestionControlFeedback,
} from './feedback/congestion-control-feedback.js';
import { FEEDBACK_HEADER_LENGTH } from './feedback/feedback-header.js';
import { fullIntraRequestFormat, type FullIntraRequest } from './feedback/full-intra-request.js';
import { genericNackFormat, type GenericNack } from './feedback/generic-nack.js';
import { pictureLossIndicationFormat, type PictureLossIndication } from './feedback/picture-loss-indication.js';
import {
  rapidResynchronizationRequestFormat,
  type RapidResynchronizationRequest,
} from './feedback/rapid-resynchronization-request.js';
import {
  receiverEstimatedMaximumBitRateFormat,
  type ReceiverEstimatedMaximumBitRate,
} from './feedback/receiver-estimated-maximum-bit-rate.js';
import {
  referencePictureSelectionIndicationFormat,
  type ReferencePictureSelectionIndication,
} from './feedback/reference-picture-selection-indication.js';
import { sliceLossIndicationFormat, type SliceLossIndication } from './feedback/slice-loss-indication.js';
import {
  temporaryMaximumMediaBitRateNotificationFormat,
  type TemporaryMaximumMediaBitRateNotification,
} from './feedback/temporary-maximum-media-bit-rate-notification.js';
import {
  temporaryMaximumMediaBitRateRequestFormat,
  type TemporaryMaximumMediaBitRateRequest,
} from './feedback/temporary-maximum-media-bit-rate-request.js';
import { transportWideFeedbackFormat, type TransportWideFeedback } from './feedback/transport-wide-feedback.js';
import { goodbyeFormat, type Goodbye } from './goodbye.js';
import { receiverReportFormat, type ReceiverReport } from './receiver-report.js';
import type { RtcpHeader } from './rtcp-header.js';
import type { RtcpPacketFormat } from './rtcp-packet-format.js';
import { senderReportFormat, type SenderReport } from './sender-report.js';
import { sourceDescriptionFormat, type SourceDescription } from './source-description.js';
import { unknownPacketFormat, type UnknownPacket } from './unknown-packet.js';

/** One packet of a compound; `type` tells which. */
export type RtcpPacket =
  | SenderReport
  | ReceiverReport
  | SourceDescription
  | Goodbye
  | ApplicationDefined
  | GenericNack
  | TemporaryMaximumMediaBitRateRequest
  | TemporaryMaximumMediaBitRateNotification
  | RapidResynchronizationRequest
  | CongestionControlFeedback
  | TransportWideFeedback
  | PictureLossIndication
  | SliceLossIndication
  | ReferencePictureSelectionIndication
  | FullIntraRequest
  | ReceiverEstimatedMaximumBitRate
  | ApplicationLayerFeedback
  | ExtendedReport
  | UnknownPacket;

/** The first that knows the header reads the packet: what is named more narrowly stands before what takes all of its kind. */
export const rtcpPacketFormats: readonly RtcpPacketFormat<RtcpPacket>[] = [
  senderReportFormat,
  receiverReportFormat,
  sourceDescriptionFormat,
  goodbyeFormat,
  applicationDefinedFormat,
  genericNackFormat,
  temporaryMaximumMediaBitRateRequestFormat,
  temporaryMaximumMediaBitRateNotificationFormat,
  rapidResynchronizationRequestFormat,
  congestionControlFeedbackFormat,
  transportWideFeedbackFormat,
  pictureLossIndicationFormat,
  sliceLossIndicationFormat,
  referencePictureSelectionIndicationFormat,
  fullIntraRequestFormat,
  receiverEstimatedMaximumBitRateFormat,
  applicationLayerFeedbackFormat,
  extendedReportFormat,
];

const byType = new Map<string, RtcpPacketFormat<RtcpPacket>>(rtcpPacketFormats.map((format) => [format.type, format]));

/** The format that reads the packet with this header. */
export function formatOfHeader(bytes: Uint8Array, header: RtcpHeader): RtcpPacketFormat<RtcpPacket> {
  for (const format of rtcpPacketFormats) if (reads(format, bytes, header)) return format;
  return unknownPacketFormat;
}

/** The format that writes packets of this `type`; `undefined` when there is none. */
export function formatOfType(type: string): RtcpPacketFormat<RtcpPacket> | undefined {
  return type === unknownPacketFormat.type ? unknownPacketFormat : byType.get(type);
}

function reads(format: RtcpPacketFormat<RtcpPacket>, bytes: Uint8Array, header: RtcpHeader): boolean {
  const { payloadType, feedbackMessageType, applicationIdentifier } = format;
  if (payloadType !== header.payloadType) return false;
  if (feedbackMessageType !== undefined && feedbackMessageType !== header.count) return false;
  if (applicationIdentifier === undefined) return true;
  const informationOffset = header.offset + FEEDBACK_HEADER_LENGTH;
  return informationOffset + 4 <= header.end && readUint32(bytes, informationOffset) === applicationIdentifier;
}
