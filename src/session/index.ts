/** RTP sessions without sockets or clocks of their own (RFC 3550). */

export type { Address } from './address.js';
export { randomCanonicalName } from './canonical-name.js';
export type { IncomingStream } from './incoming-stream.js';
export type { IncomingStreamStatistics } from './incoming-stream-statistics.js';
export { LipSync, type LipSyncOptions } from './lip-sync.js';
export type { OutgoingStream, OutgoingStreamStatistics, RemoteReception } from './outgoing-stream.js';
export { chooseRtcpDestination, type RtcpDestination, type RtcpDestinationInputs } from './rtcp-destination.js';
export {
  deterministicIntervalMs,
  reducedMinimumMs,
  rtcpIntervalMs,
  type Membership,
  type RtcpIntervalInputs,
} from './rtcp-interval.js';
export type { KeyFrameReason, RecoveryOptions } from './recovery.js';
export { Session } from './session.js';
export type { OutgoingStreamOptions, ReceiveFormat, RtcpOptions, SessionOptions } from './session-options.js';
export type {
  Channel,
  DatagramRejected,
  EndCause,
  FrameReceived,
  GapFound,
  GoodbyeReceived,
  KeyFrameWanted,
  ReceiverReportReceived,
  ReportReceived,
  RtcpDestinationChosen,
  SenderReportReceived,
  SessionOutput,
  SourceDescribed,
  StreamEnded,
  StreamRestarted,
  StreamResynchronized,
  StreamStarted,
  Transmission,
} from './session-output.js';
export type { SessionStatistics } from './session-statistics.js';
