/** Feedback messages (RFC 4585 §6, RFC 5104 §4, RFC 6051 §3.2): what a receiver tells a sender between reports. */

export type { ApplicationLayerFeedback } from './application-layer-feedback.js';
export type { BitRateLimit } from './bit-rate-limit.js';
export {
  ARRIVAL_NOT_KNOWN,
  ARRIVAL_TOO_OLD,
  type CongestionControlFeedback,
  type PacketMetric,
  type StreamArrivals,
} from './congestion-control-feedback.js';
export type { FeedbackHeader } from './feedback-header.js';
export type { FullIntraRequest, FullIntraRequestEntry } from './full-intra-request.js';
export type { GenericNack } from './generic-nack.js';
export type { PictureLossIndication } from './picture-loss-indication.js';
export type { RapidResynchronizationRequest } from './rapid-resynchronization-request.js';
export type { ReceiverEstimatedMaximumBitRate } from './receiver-estimated-maximum-bit-rate.js';
export type { ReferencePictureSelectionIndication } from './reference-picture-selection-indication.js';
export type { LostSlice, SliceLossIndication } from './slice-loss-indication.js';
export type { TemporaryMaximumMediaBitRateNotification } from './temporary-maximum-media-bit-rate-notification.js';
export type { TemporaryMaximumMediaBitRateRequest } from './temporary-maximum-media-bit-rate-request.js';
export type { PacketArrival, TransportWideFeedback } from './transport-wide-feedback.js';
