/** What lost packets cost whom: how long a sender keeps packets to send them again, and how a receiver gets them (RFC 4588). */

/**
 * How the sender of a stream that is received sends lost packets again. Requests leave within RTCP's share of the session
 * bandwidth: they come in time in the profile AVPF, with a `bandwidth` like that of the media.
 */
export interface ReceiveRetransmission {
  /** The payload type of the retransmission stream whose `apt` is this format (RFC 4588 §8.6); 0 to 127. */
  readonly payloadType: number;
  /** How long the sender keeps packets, `rtx-time` in milliseconds: nothing older is asked for. Left out, unknown. */
  readonly timeMs?: number;
  /** Which SSRC sends the lost packets of which, `a=ssrc-group:FID`; else found by what was asked for (RFC 4588 §5.3). */
  readonly flows?: readonly RetransmissionFlow[];
}

export interface RetransmissionFlow {
  /** Of the original stream. */
  readonly ssrc: number;
  readonly retransmissionSsrc: number;
}

/** How much is kept, and how much is sent again. */
export interface ResendLimits {
  /** Packets kept at most; default 2048. */
  readonly maxPackets?: number;
  /** Octets of memory kept at most, from 256 KiB; default 4 MiB. */
  readonly maxBytes?: number;
  /** How long packets are kept, in milliseconds, the `rtx-time` of the description; default 1000. */
  readonly timeMs?: number;
  /** What may be sent again, as a share of the octets of media sent; default 0.25. */
  readonly share?: number;
}

/** Lost packets are sent again in a stream of their own, of the same session: SSRC-multiplexed (RFC 4588 §5). */
export interface RetransmissionStreamOptions extends ResendLimits {
  /** 0 to 127, not that of any stream. */
  readonly payloadType: number;
  /** Default: drawn at random, like the sequence number. */
  readonly ssrc?: number;
  readonly sequenceNumber?: number;
}

/**
 * Lost packets are sent again as they were, under the same SSRC and sequence number, for peers that know no retransmission
 * stream. It distorts what such a peer reports: a loss made good counts as none, and a packet sent twice as fewer than none
 * lost; its interarrival jitter grows.
 */
export interface PlainResendOptions extends ResendLimits {
  readonly plain: true;
}
