/** Everything that comes out of a session, in the order in which it happened; `poll()` hands it out one by one. */

import type { Reject } from '../errors.js';
import type { ExtendedReport, ReportBlock, SenderReport } from '../rtcp/index.js';
import type { Address } from './address.js';
import type { FeedbackOutput } from './feedback/feedback-output.js';
import type { IncomingStream } from './incoming/incoming-stream.js';
import type { StreamOutput } from './incoming/stream-output.js';
import type { SsrcChanged } from './participants/collision-resolver.js';

export type {
  BitRateLimited,
  BitRateNotified,
  FeedbackReceived,
  KeyFrameRequested,
} from './feedback/feedback-output.js';
export type {
  EndCause,
  FrameReceived,
  GapFound,
  KeyFrameWanted,
  StreamEnded,
  StreamRestarted,
  StreamResynchronized,
} from './incoming/stream-output.js';

export type { SsrcChanged } from './participants/collision-resolver.js';

/** Which of the two sockets of a pair; with RTP and RTCP on one port both mean that one. */
export type Channel = 'rtp' | 'rtcp';

export type SessionOutput =
  | Transmission
  | StreamStarted
  | StreamOutput
  | FeedbackOutput
  | SourceDescribed
  | GoodbyeReceived
  | ReportReceived
  | SsrcChanged
  | RtcpDestinationChosen
  | DatagramRejected;

/** A datagram to send now. */
export interface Transmission {
  readonly type: 'transmit';
  readonly channel: Channel;
  readonly bytes: Uint8Array;
  readonly to: Address;
}

/** A synchronization source has passed probation (RFC 3550 A.1). */
export interface StreamStarted {
  readonly type: 'stream';
  readonly stream: IncomingStream;
  /** Where its packets come from. */
  readonly from: Address;
}

/** SDES items of a source, new or changed. */
export interface SourceDescribed {
  readonly type: 'source-description';
  readonly ssrc: number;
  /** Text by item: `CNAME`, `TOOL`, …; `PRIV:` and the prefix for private ones. At most 16. */
  readonly items: ReadonlyMap<string, string>;
}

/** A source leaves. What it sent before still plays; its `end` follows, unless it goes on sending all the same. */
export interface GoodbyeReceived {
  readonly type: 'goodbye';
  readonly ssrc: number;
  readonly reason: string | undefined;
}

export type ReportReceived = SenderReportReceived | ReceiverReportReceived | ExtendedReportReceived;

/** What a source says it has sent. */
export interface SenderReportReceived {
  readonly type: 'report';
  readonly kind: 'sender';
  /** Who reports. */
  readonly ssrc: number;
  readonly report: SenderReport;
}

/** How a participant receives one of our streams. */
export interface ReceiverReportReceived {
  readonly type: 'report';
  readonly kind: 'receiver';
  /** Who reports. */
  readonly ssrc: number;
  /** The SSRC of our stream. */
  readonly about: number;
  readonly report: ReportBlock;
  /** Round-trip time in milliseconds, where LSR and DLSR allow one (RFC 3550 §6.4.1). */
  readonly roundTripMs: number | undefined;
}

/** What a participant tells beyond that (RFC 3611). */
export interface ExtendedReportReceived {
  readonly type: 'report';
  readonly kind: 'extended';
  /** Who reports. */
  readonly ssrc: number;
  readonly report: ExtendedReport;
  /** Round-trip time in milliseconds, where it answers a reference time of ours (RFC 3611 §4.5). */
  readonly roundTripMs: number | undefined;
}

export interface RtcpDestinationChosen {
  readonly type: 'rtcp-destination';
  readonly to: Address;
  /** Which rule chose it, in words for a person. */
  readonly reason: string;
  /** Whether the host was only learnt from packets: it is then sent no more than has come from it. */
  readonly learnt: boolean;
}

/** A datagram, or a part of one, that could not be used; also counted in `statistics.rejects`. */
export interface DatagramRejected {
  readonly type: 'reject';
  readonly channel: Channel;
  readonly from: Address;
  readonly reject: Reject;
}
