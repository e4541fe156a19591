/** What a stream that is sent counts of what its receivers ask for again; named as in the W3C's webrtc-stats where possible. */

export interface ResendStatistics {
  /** Generic NACKs that were acted on. */
  readonly nackCount: number;
  readonly retransmittedPacketsSent: number;
  /** Octets of payload in these, as in the originals. */
  readonly retransmittedBytesSent: number;
  /** Numbers asked for that are not kept, or no longer. */
  readonly resendsUnknown: number;
  /** Asked for again within a round trip. */
  readonly resendsTooSoon: number;
  /** More than the budget. */
  readonly resendsOverBudget: number;
}

/** Of a stream that sends nothing again. */
export const NO_RESENDS: ResendStatistics = {
  nackCount: 0,
  retransmittedPacketsSent: 0,
  retransmittedBytesSent: 0,
  resendsUnknown: 0,
  resendsTooSoon: 0,
  resendsOverBudget: 0,
};
