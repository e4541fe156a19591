/** What RTCP may take of a session's bandwidth, and how much of that is kept for senders (RFC 3550 §6.2, RFC 3556 §2 and §3). */

import { outOfRange } from '../../errors.js';
import type { RtcpOptions } from '../session-options.js';

export interface RtcpBandwidth {
  /** Octets per second for all RTCP of the session; 0: nobody sends any. */
  readonly octetsPerSecond: number;
  /** The part of it that is the senders' while these are few, from 0 to 1; at 1 nobody but them sends any. */
  readonly senderShare: number;
}

/** RTCP's share of the session bandwidth, and the senders' share of that (RFC 3550 §6.2). */
const RTCP_SHARE = 0.05;
const SENDER_SHARE = 0.25;
/** Bits per second that a session has at least where nobody has told; as in GStreamer. */
const LEAST_MEASURED = 64_000;

/** The session bandwidth in bit/s: as told, else as measured. */
export function sessionBandwidth({ bandwidth }: RtcpOptions, mediaRate: number): number {
  return bandwidth ?? Math.max(mediaRate, LEAST_MEASURED);
}

/**
 * Where only one of `b=RS` and `b=RR` is told, the other is what that leaves of 5 % (RFC 3556 §3).
 * @param mediaRate of all streams together, in bit/s, as far as measured; it counts where no bandwidth is told
 * @throws RangeError when the session bandwidth is not above 0, or one of the two below 0
 */
export function rtcpBandwidth(options: RtcpOptions, mediaRate: number = 0): RtcpBandwidth {
  const session = sessionBandwidth(options, mediaRate);
  if (!(session > 0 && session < Infinity)) throw outOfRange('rtcp.bandwidth', session, 'bits per second above 0');
  const { senderBandwidth, receiverBandwidth } = options;
  requireBandwidth('rtcp.senderBandwidth', senderBandwidth);
  requireBandwidth('rtcp.receiverBandwidth', receiverBandwidth);
  const total = session * RTCP_SHARE;
  if (senderBandwidth === undefined && receiverBandwidth === undefined) {
    return { octetsPerSecond: total / 8, senderShare: SENDER_SHARE };
  }
  const senders = senderBandwidth ?? Math.max(0, total - receiverBandwidth!);
  const receivers = receiverBandwidth ?? Math.max(0, total - senderBandwidth!);
  const both = senders + receivers;
  return { octetsPerSecond: both / 8, senderShare: both === 0 ? SENDER_SHARE : senders / both };
}

function requireBandwidth(name: string, value: number | undefined): void {
  if (value === undefined || (value >= 0 && value < Infinity)) return;
  throw outOfRange(name, value, 'bits per second from 0');
}
