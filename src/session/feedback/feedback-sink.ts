/** Where a part of the session hands in feedback; how soon it leaves is the scheduler's to decide (RFC 4585 §3.5). */

import type { RtcpPacket } from '../../rtcp/index.js';

export interface FeedbackSink {
  /**
   * Asks for the packet to be sent; never throws, and sends nothing before the call returns. Where its `ssrc` is none of ours,
   * the SSRC that we report under takes its place.
   * @param maxDelayMs after how many milliseconds it is of no use any more and is dropped (RFC 4585 §3.4, T_max_fb_delay); left
   *   out, it waits for as long as it must
   * @returns when it is to leave, as things stand; Infinity while nobody is there
   */
  request(now: number, packet: RtcpPacket, maxDelayMs?: number): number;
  /** What the packet asks for has come: as far as it still waits, it is not sent. */
  withdraw(packet: RtcpPacket): void;
}
