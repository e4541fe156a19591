/** What an incoming stream has seen, named as in the W3C's webrtc-stats where that has a name for the thing. */

import type { JitterBufferStatistics } from '../../jitter/jitter-buffer-statistics.js';
import type { RemoteOutboundStatistics } from './remote-outbound.js';

export interface IncomingStreamStatistics {
  /** Packets of the stream, duplicates and latecomers included. */
  readonly packetsReceived: number;
  /** Octets of payload in these. */
  readonly bytesReceived: number;
  /** Octets of RTP headers and padding in these. */
  readonly headerBytesReceived: number;
  /** When the last of these arrived, in milliseconds of the session's clock. */
  readonly lastPacketReceivedTimestamp: number;
  /** Expected less received, negative when duplicates outnumber losses (RFC 3550 A.3). */
  readonly packetsLost: number;
  /** Interarrival jitter in seconds (RFC 3550 A.8); 0 while the clock rate is unknown. */
  readonly jitter: number;
  /** Packets that came too late, fitted nowhere in the sequence, or were held when it began anew. */
  readonly packetsDiscarded: number;
  /** Packets that came again. */
  readonly packetsDuplicated: number;
  /** Packets that were sent again; of those received. They do not make up for those lost. */
  readonly retransmittedPacketsReceived: number;
  /** Octets of payload in these. */
  readonly retransmittedBytesReceived: number;
  /** Generic NACKs handed in. */
  readonly nackCount: number;
  /** Requests for a key frame handed in. */
  readonly pliCount: number;
  readonly firCount: number;
  readonly framesReceived: number;
  /** Those of them at which a decoder can start; 0 for audio. */
  readonly keyFramesReceived: number;
  /** Frames of which something came, and not enough, and those not handed on for want of a key frame. */
  readonly framesDropped: number;
  /** Payloads that do not parse as the format of their payload type: where there is nothing else, it is another one. */
  readonly payloadsRefused: number;
  /** Times between two frames of at least three times, and 150 ms more than, the average of the 30 before; 0 for audio. */
  readonly freezeCount: number;
  /** Seconds of these, added up. */
  readonly totalFreezesDuration: number;
  /** Seconds from the first packet to the first frame that was handed on; NaN before. */
  readonly timeToFirstFrame: number;
  /** Seconds that packets spent in the jitter buffer, added up; divided by the count below, the mean. */
  readonly jitterBufferDelay: number;
  /** For each packet that left, the seconds it was to spend there, latency and lip sync together; added up likewise. */
  readonly jitterBufferTargetDelay: number;
  /** The same without lip sync: the latency alone. */
  readonly jitterBufferMinimumDelay: number;
  /** Packets that left; the W3C counts the frames or samples in them. */
  readonly jitterBufferEmittedCount: number;
  /** What its sender says it has sent; absent until a report has come. */
  readonly remote: RemoteOutboundStatistics | undefined;
  readonly jitterBuffer: JitterBufferStatistics;
  /** The depayloader's own counters. */
  readonly depayloader: Readonly<Record<string, number>>;
}
