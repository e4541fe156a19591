/** Tmin, below which no RTCP interval is calculated (RFC 3550 §6.2 and §6.3.1, RFC 4585 §3.5.1 and §3.5.3). */

import type { RtcpOptions } from '../session-options.js';
import { sessionBandwidth } from './rtcp-bandwidth.js';
import type { Membership } from './rtcp-interval.js';

/** The minimum interval that RFC 3550 §6.2 recommends; time-outs are always reckoned with it. */
export const FIXED_MINIMUM_MS = 5000;
/** The first packet of a group with the profile AVPF (RFC 4585 §3.5.1). */
const FIRST_IN_GROUP_MS = 1000;
/** No bandwidth, whoever described it, makes reports faster: the clock would hardly advance between them. */
const LEAST_MS = 10;

/**
 * In milliseconds, for the first packet (`initial`) or a later one. The reduced minimum is for all of a unicast session, but only
 * for the senders of a multicast one (RFC 3550 §6.2).
 */
export function minimumIntervalMs(options: RtcpOptions, membership: Membership, initial: boolean): number {
  const { members, weSent, multicast = false, mediaRate = 0 } = membership;
  if (options.profile === 'AVPF') return initial && (multicast || members > 2) ? FIRST_IN_GROUP_MS : LEAST_MS;
  const reduced = options.reducedMinimum === true && (weSent || !multicast);
  const minimumMs = reduced
    ? Math.max(LEAST_MS, reducedMinimumMs(sessionBandwidth(options, mediaRate)))
    : FIXED_MINIMUM_MS;
  return initial ? minimumMs / 2 : minimumMs;
}

/** The reduced minimum for a session bandwidth in bit/s, never above the fixed one (RFC 3550 §6.2), in milliseconds. */
export function reducedMinimumMs(bandwidth: number): number {
  return Math.min(FIXED_MINIMUM_MS, (360 / (bandwidth / 1000)) * 1000);
}
