/** How long to wait between two RTCP packets (RFC 3550 §6.2, §6.3.1, A.7): a pure function. */

import type { RtcpBandwidth } from './rtcp-bandwidth.js';

/** What the interval depends on besides what the session was told. */
export interface Membership {
  /** Participants, ourselves included; at least 1. */
  readonly members: number;
  /** Participants that sent RTP since the report before the last one. */
  readonly senders: number;
  /** Whether we are one of these. */
  readonly weSent: boolean;
  /** Whether what we send goes to a multicast group; default false. */
  readonly multicast?: boolean;
  /** What all of them send of media, in bit/s, as far as measured; default 0. */
  readonly mediaRate?: number;
}

export interface RtcpIntervalInputs extends Membership {
  readonly bandwidth: RtcpBandwidth;
  /** Octets of an average compound packet, IP and UDP headers included. */
  readonly averageSize: number;
  /** Tmin, in milliseconds. */
  readonly minimumMs: number;
}

/** e − 3/2 as RFC 3550 §6.3.1 writes it: timer reconsideration makes the interval longer on average, this makes up for it. */
const COMPENSATION = 1.21828;

/** The deterministic interval Td in milliseconds (RFC 3550 §6.3.1); Infinity for who may send nothing (RFC 3556 §2). */
export function deterministicIntervalMs(inputs: RtcpIntervalInputs): number {
  const { members, senders, weSent, averageSize, minimumMs } = inputs;
  const { octetsPerSecond, senderShare } = inputs.bandwidth;
  let bandwidth = octetsPerSecond;
  let sharers = members;
  if (senders <= members * senderShare) {
    bandwidth *= weSent ? senderShare : 1 - senderShare;
    sharers = weSent ? senders : members - senders;
  }
  return bandwidth === 0 ? Infinity : Math.max((averageSize * sharers * 1000) / bandwidth, minimumMs);
}

/**
 * The interval to wait, in milliseconds.
 * @param random uniform from 0 to 1
 */
export function rtcpIntervalMs(inputs: RtcpIntervalInputs, random: number): number {
  return (deterministicIntervalMs(inputs) * (random + 0.5)) / COMPENSATION;
}
