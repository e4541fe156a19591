/** Where a part of the session hands in feedback; how soon it leaves is the scheduler's to decide (RFC 4585 §3.5). */

import type { RtcpPacket } from '../../rtcp/index.js';

export interface FeedbackSink {
  /** Asks for the packet to be sent; never throws, and sends nothing before the call returns. */
  request(now: number, packet: RtcpPacket): void;
}
