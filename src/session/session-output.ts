/** Everything that comes out of a session, in the order in which it happened; `poll()` hands it out one by one. */

import type { Reject } from '../errors.js';
import type { MediaFrame } from '../payloaders/depayloader.js';
import type { Address } from './address.js';
import type { IncomingStream } from './incoming-stream.js';

/** Which of the two sockets of a pair; with RTP and RTCP on one port both mean that one. */
export type Channel = 'rtp' | 'rtcp';

export type SessionOutput =
  | Transmission
  | StreamStarted
  | FrameReceived
  | GapFound
  | SourceDescribed
  | GoodbyeReceived
  | ReportReceived
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
}

export interface FrameReceived {
  readonly type: 'frame';
  readonly stream: IncomingStream;
  readonly frame: MediaFrame;
  /** When the packet that completed the frame arrived, in ms of the session's clock. */
  readonly arrivalMs: number;
  /** When the jitter buffer let that packet go. */
  readonly releaseMs: number;
}

/** One run of packets that did not come in time. */
export interface GapFound {
  readonly type: 'gap';
  readonly stream: IncomingStream;
  /** The first missing sequence number, 16 bits, and how many follow each other. */
  readonly sequenceNumber: number;
  readonly count: number;
}

/** SDES items of a source, new or changed. */
export interface SourceDescribed {
  readonly type: 'source-description';
  readonly ssrc: number;
  readonly items: ReadonlyMap<string, string>;
}

export interface GoodbyeReceived {
  readonly type: 'goodbye';
  readonly ssrc: number;
  readonly reason: string | undefined;
}

/** A report block about one of our streams, or a sender report of a source. */
export interface ReportReceived {
  readonly type: 'report';
  /** Who reports. */
  readonly ssrc: number;
  /** `sender`: the source's own sender report; `receiver`: how it receives the stream `about`. */
  readonly kind: 'sender' | 'receiver';
  readonly about: number;
  /** Round-trip time in milliseconds, where LSR and DLSR allow one (RFC 3550 §6.4.1). */
  readonly roundTripMs: number | undefined;
}

export interface RtcpDestinationChosen {
  readonly type: 'rtcp-destination';
  readonly to: Address;
  /** Which rule chose it, in words for a person. */
  readonly reason: string;
}

/** A datagram, or a part of one, that could not be used; also counted in `statistics.rejects`. */
export interface DatagramRejected {
  readonly type: 'reject';
  readonly channel: Channel;
  readonly from: Address;
  readonly reject: Reject;
}
