/** What an incoming stream has seen, named as in the W3C's webrtc-stats where that has a name for the thing. */

import type { JitterBufferStatistics } from '../jitter/jitter-buffer-statistics.js';

export interface IncomingStreamStatistics {
  /** Packets of the stream, duplicates and latecomers included. */
  readonly packetsReceived: number;
  /** Octets of payload in these. */
  readonly bytesReceived: number;
  /** Expected less received, negative when duplicates outnumber losses (RFC 3550 A.3). */
  readonly packetsLost: number;
  /** Interarrival jitter in seconds (RFC 3550 A.8); 0 while the clock rate is unknown. */
  readonly jitter: number;
  /** Packets that came too late, fitted nowhere in the sequence, or were held when it began anew. */
  readonly packetsDiscarded: number;
  readonly framesReceived: number;
  /** Seconds that packets spent in the jitter buffer, added up; divided by the count below, the mean. */
  readonly jitterBufferDelay: number;
  readonly jitterBufferEmittedCount: number;
  readonly jitterBuffer: JitterBufferStatistics;
  /** The depayloader's own counters. */
  readonly depayloader: Readonly<Record<string, number>>;
}
