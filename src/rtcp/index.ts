/** RTCP (RFC 3550 §6): control packets as plain values, in and out of compound packets. */

export type { ApplicationDefined } from './application-defined.js';
export {
  parseCompoundPacket,
  serializeCompoundPacket,
  type CompoundPacketOptions,
  type SerializeCompoundPacketOptions,
} from './compound-packet.js';
export type {
  DelaySinceLastReceiverReport,
  Distribution,
  DuplicateRle,
  ExtendedReport,
  ExtendedReportBlock,
  HopDistribution,
  LastReceiverReport,
  LossRle,
  PacketReceiptTimes,
  ReceiverReferenceTime,
  ReportedRange,
  RunLengthReport,
  StatisticsSummary,
  UnknownBlock,
  VoipMetrics,
} from './extended-reports/index.js';
export { ARRIVAL_NOT_KNOWN, ARRIVAL_TOO_OLD } from './feedback/index.js';
export type {
  ApplicationLayerFeedback,
  BitRateLimit,
  CongestionControlFeedback,
  FeedbackHeader,
  FullIntraRequest,
  FullIntraRequestEntry,
  GenericNack,
  LostSlice,
  PacketArrival,
  PacketMetric,
  PictureLossIndication,
  RapidResynchronizationRequest,
  ReceiverEstimatedMaximumBitRate,
  ReferencePictureSelectionIndication,
  SliceLossIndication,
  StreamArrivals,
  TemporaryMaximumMediaBitRateNotification,
  TemporaryMaximumMediaBitRateRequest,
  TransportWideFeedback,
} from './feedback/index.js';
export type { Goodbye } from './goodbye.js';
export type { ReceiverReport } from './receiver-report.js';
export type { RtcpPacket } from './registry.js';
export type { ReportBlock } from './report-block.js';
export type { SenderReport } from './sender-report.js';
export type { SourceDescription, SourceDescriptionChunk } from './source-description.js';
export type { PrivateItem, SourceDescriptionItem, TextItem, UnknownItem } from './source-description-item.js';
export type { UnknownPacket } from './unknown-packet.js';
