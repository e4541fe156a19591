/** RTP sessions without sockets or clocks of their own (RFC 3550). */

export { isMulticast, type Address } from './address.js';
export type { ArrivalsReported } from './congestion/congestion-output.js';
export type { ReportedPacket } from './congestion/sent-packet-log.js';
export type { ApplicationFeedback } from './feedback/application-feedback.js';
export type { FeedbackMessage } from './feedback/feedback-message.js';
export type { FeedbackStatistics } from './feedback/feedback-statistics.js';
export type { NamedHeaderExtension } from './header-extension-ids.js';
export type { IncomingStream } from './incoming/incoming-stream.js';
export type { IncomingStreamStatistics } from './incoming/incoming-stream-statistics.js';
export type { KeyFrameReason, RecoveryOptions } from './incoming/recovery.js';
export type { RemoteOutboundStatistics } from './incoming/remote-outbound.js';
export { LipSync, type LipSyncOptions } from './lip-sync/lip-sync.js';
export type { OutgoingStream } from './outgoing/outgoing-stream.js';
export type { OutgoingStreamStatistics } from './outgoing/outgoing-stream-statistics.js';
export type { RemoteInboundStatistics } from './outgoing/remote-inbound.js';
export { randomCanonicalName } from './participants/canonical-name.js';
export type { SourceDescriptionTexts } from './participants/own-description.js';
export type { Participant } from './participants/participant.js';
export { minimumIntervalMs, reducedMinimumMs } from './reports/minimum-interval.js';
export type { RoundTripStatistics } from './reports/round-trips.js';
export { rtcpBandwidth, type RtcpBandwidth } from './reports/rtcp-bandwidth.js';
export { chooseRtcpDestination, type RtcpDestination, type RtcpDestinationInputs } from './reports/rtcp-destination.js';
export {
  deterministicIntervalMs,
  rtcpIntervalMs,
  type Membership,
  type RtcpIntervalInputs,
} from './reports/rtcp-interval.js';
export type { ResendStatistics } from './retransmission/resend-statistics.js';
export type {
  PlainResendOptions,
  ReceiveRetransmission,
  ResendLimits,
  RetransmissionFlow,
  RetransmissionStreamOptions,
} from './retransmission/retransmission-options.js';
export type { RetransmissionStream } from './retransmission/retransmission-stream.js';
export { Session } from './session.js';
export type { OutgoingStreamOptions, ReceiveFormat, RtcpOptions, SessionOptions } from './session-options.js';
export type {
  BitRateLimited,
  BitRateNotified,
  Channel,
  DatagramRejected,
  EndCause,
  ExtendedReportReceived,
  FeedbackReceived,
  FrameReceived,
  GapFound,
  GoodbyeReceived,
  KeyFrameRequested,
  KeyFrameWanted,
  ReceiverReportReceived,
  ReportReceived,
  RtcpDestinationChosen,
  SenderReportReceived,
  SessionOutput,
  SourceDescribed,
  SsrcChanged,
  StreamEnded,
  StreamRestarted,
  StreamResynchronized,
  StreamStarted,
  Transmission,
} from './session-output.js';
export type { SessionStatistics } from './session-statistics.js';
