/** What a session has seen, apart from its streams. */

import type { FeedbackStatistics } from './feedback/feedback-statistics.js';

export interface SessionStatistics {
  readonly datagramsReceived: number;
  /** Datagrams that could not be used, by reason. */
  readonly rejects: Readonly<Record<string, number>>;
  /** RTP packets whose payload type is none that the session receives, by that number. */
  readonly unexpectedPayloadTypes: Readonly<Record<string, number>>;
  /** Packets given up because their source was never validated (RFC 3550 A.1). */
  readonly unvalidatedPackets: number;
  /** Compound packets. */
  readonly rtcpPacketsSent: number;
  /** Not sent, because more would have gone to an address only learnt from packets than came from it. */
  readonly rtcpPacketsWithheld: number;
  readonly rtcpPacketsReceived: number;
  /** Participants remembered at this moment, ourselves excluded. */
  readonly sources: number;
  readonly feedback: FeedbackStatistics;
}
