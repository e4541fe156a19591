/** A run of packets that the buffer hands over none of. */

/**
 * Why packets are missing. `lost`: they had not come when their successor was due. `late`: their time had passed already when
 * their successor showed that they were missing. `dropped-on-latency`: they, or some of them, had come, and were dropped to
 * hold no more than the latency. `too-old`: the buffer was full and could not wait for them until their successor was due.
 */
export type GapCause = 'lost' | 'late' | 'dropped-on-latency' | 'too-old';

export class Gap {
  constructor(
    /** The first missing sequence number, 16 bits. */
    readonly sequenceNumber: number,
    /** How many follow each other, 1 to 32767. */
    readonly count: number,
    /** The RTP timestamp to expect of the first, 32 bits: the missing ones lie evenly between their neighbours. */
    readonly timestamp: number,
    /** The media time of all of them, in milliseconds from 0; 0 within one frame, and while the clock rate is unknown. */
    readonly durationMs: number,
    readonly cause: GapCause,
  ) {}
}
