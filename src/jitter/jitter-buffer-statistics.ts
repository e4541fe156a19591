/** What a jitter buffer has seen: `received` = `delivered` + `duplicate` + `late` + `dropped` + what it holds, always. */

export interface JitterBufferStatistics {
  readonly received: number;
  readonly delivered: number;
  /** Came again. */
  readonly duplicate: number;
  /** Came after their successors had left. */
  readonly late: number;
  /** Still held when the sequence began anew, or more than the latency allows with `dropOnLatency`. */
  readonly dropped: number;
  /** Sequence numbers in the gaps handed out, those of packets counted as `dropped` left out. */
  readonly lost: number;
  /** How often the sequence began anew. */
  readonly restarts: number;
  /** How often media time was tied to the receiver's clock anew. */
  readonly resyncs: number;
  /** Time the delivered packets spent inside, added up, in milliseconds. */
  readonly delayMs: number;
  /** The latency at which each of them was delivered, added up, in milliseconds. */
  readonly targetDelayMs: number;
}

/** The counters themselves. */
export class JitterBufferCounts implements JitterBufferStatistics {
  received: number = 0;
  delivered: number = 0;
  duplicate: number = 0;
  late: number = 0;
  dropped: number = 0;
  lost: number = 0;
  restarts: number = 0;
  resyncs: number = 0;
  delayMs: number = 0;
  targetDelayMs: number = 0;
}
