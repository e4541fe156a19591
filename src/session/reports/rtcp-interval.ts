/** How long to wait between two RTCP packets (RFC 3550 §6.2, §6.3.1, A.7): a pure function. */

/** What the interval depends on besides the session's fixed bandwidth. */
export interface Membership {
  /** Participants, ourselves included; at least 1. */
  readonly members: number;
  /** Participants that sent RTP since the report before the last one. */
  readonly senders: number;
  /** Whether we are one of these. */
  readonly weSent: boolean;
}

export interface RtcpIntervalInputs extends Membership {
  /** Octets per second that all RTCP of the session may take. */
  readonly bandwidth: number;
  /** Octets of an average compound packet, IP and UDP headers included. */
  readonly averageSize: number;
  /** The shortest interval, in milliseconds: 5000, or the reduced minimum; half of it counts before the first packet. */
  readonly minimumMs: number;
  /** Whether nothing has been sent yet. */
  readonly initial: boolean;
}

/** The minimum interval that RFC 3550 §6.2 recommends. */
export const FIXED_MINIMUM_MS = 5000;
/** The share of the RTCP bandwidth that is kept for senders while these are few (RFC 3550 §6.2). */
const SENDER_SHARE = 0.25;
/** e − 3/2: timer reconsideration makes the interval longer on average, this makes up for it (RFC 3550 §6.3.1). */
const COMPENSATION = Math.E - 1.5;

/** The deterministic interval Td in milliseconds (RFC 3550 §6.3.1). */
export function deterministicIntervalMs(inputs: RtcpIntervalInputs): number {
  const { members, senders, weSent, averageSize } = inputs;
  let { bandwidth } = inputs;
  let sharers = members;
  if (senders <= members * SENDER_SHARE) {
    bandwidth *= weSent ? SENDER_SHARE : 1 - SENDER_SHARE;
    sharers = weSent ? senders : members - senders;
  }
  const minimumMs = inputs.initial ? inputs.minimumMs / 2 : inputs.minimumMs;
  return Math.max((averageSize * sharers * 1000) / bandwidth, minimumMs);
}

/**
 * The interval to wait, in milliseconds.
 * @param random uniform from 0 to 1
 */
export function rtcpIntervalMs(inputs: RtcpIntervalInputs, random: number): number {
  return (deterministicIntervalMs(inputs) * (random + 0.5)) / COMPENSATION;
}

/** The reduced minimum for a session bandwidth in bit/s, never above the fixed one (RFC 3550 §6.2), in milliseconds. */
export function reducedMinimumMs(sessionBandwidth: number): number {
  return Math.min(FIXED_MINIMUM_MS, (360 / (sessionBandwidth / 1000)) * 1000);
}
