/** One synchronization source as it is received, for those who take what comes of it (RFC 3550 §6.4, §8). */

import type { LatencyAdvice } from '../../jitter/latency-advice.js';
import type { PayloadFormat } from '../../payloaders/payload-format.js';
import type { IncomingStreamStatistics } from './incoming-stream-statistics.js';

export interface IncomingStream {
  readonly ssrc: number;
  /** The payload type played last. */
  readonly payloadType: number;
  readonly format: PayloadFormat;
  /** Ticks per second; `undefined` until the description, the format or the stream itself has told. */
  readonly clockRate: number | undefined;
  /** When its first packet arrived, in ms of the session's clock. */
  readonly startedMs: number;
  /** How long packets wait for their elders, in milliseconds. */
  readonly latencyMs: number;
  /** How long packets are delayed by that and by waiting for the other streams of their CNAME, in milliseconds. */
  readonly delayMs: number;
  /** What latency the stream would have needed so far. */
  readonly latencyAdvice: LatencyAdvice;
  /** Packets that wait in the jitter buffer, or to be believed. */
  readonly packetsHeld: number;
  /** Whether nothing more comes of it. */
  readonly ended: boolean;
  /** A snapshot; cheap enough to take ten times a second (0.2 µs). */
  readonly statistics: IncomingStreamStatistics;
  /**
   * Changes the latency while the stream plays; an adaptive one stays within its band. What is due by it comes out at once:
   * take all that the session's `poll()` has, and ask for its `nextTimeout()`.
   * @throws RangeError unless `latencyMs` is a finite number of milliseconds from 0
   */
  setLatency(now: number, latencyMs: number): void;
  /**
   * Asks the source for a key frame, by PLI, or by FIR where it understands no PLI; when something was lost, the session does so
   * itself. It leaves when the timing rules of the profile allow.
   * @returns whether it is asked for: not while an answer to the last request may be on its way, nor without such feedback
   */
  requestKeyFrame(now: number): boolean;
}
