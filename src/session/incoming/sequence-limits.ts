/** How far a sequence number may step before the packet no longer counts as part of the stream (RFC 3550 A.1). */

/** As GStreamer's rtpjitterbuffer: `max-dropout-time` and `max-misorder-time`. */
const DROPOUT_MS = 60_000;
const MISORDER_MS = 2000;
/** No limit on steps back is larger. */
export const MAX_MISORDER = 4096;

export interface SequenceLimits {
  /** The largest step ahead of the highest number that still counts as loss. */
  readonly dropout: number;
  /** The largest step back that still counts as reordering. */
  readonly misorder: number;
}

/** MAX_DROPOUT and MAX_MISORDER of RFC 3550 A.1, for as long as the rate is unknown. */
export const LIMITS_OF_RFC_3550: SequenceLimits = { dropout: 3000, misorder: 100 };

/**
 * Times turned into packets. Unclamped, 60 s at 547 packets/s would pass half of the sequence numbers, and nothing would ever
 * count as a jump; the lower ends are GStreamer's.
 * @param latencyMs a packet that is still in time is never too far back
 */
export function sequenceLimits(packetsPerSecond: number, latencyMs: number): SequenceLimits {
  const misorderMs = Math.max(MISORDER_MS, latencyMs);
  return {
    dropout: clamp(Math.round((DROPOUT_MS * packetsPerSecond) / 1000), 30, 16_384),
    misorder: clamp(Math.round((misorderMs * packetsPerSecond) / 1000), 10, MAX_MISORDER),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
