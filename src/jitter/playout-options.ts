/** How a stream is played; the modes are those of GStreamer's rtpjitterbuffer. */

import { outOfRange, wrongType } from '../errors.js';
import { requireLatency } from './latency.js';

/**
 * `slave`: the sender's clock is followed, its skew taken out. `synced`: sender and receiver share one clock. `buffer`:
 * playout pauses below 15 % of the latency and goes on at 90 %. `none`: RTP timestamps only; a packet leaves as soon as none
 * before it is missing, and presentation counts from 0.
 */
export type PlayoutMode = 'slave' | 'synced' | 'buffer' | 'none';

const MODES: readonly PlayoutMode[] = ['slave', 'synced', 'buffer', 'none'];

/** Milliseconds, 0 ≤ `minMs` ≤ `maxMs`. */
export interface LatencyBand {
  readonly minMs: number;
  readonly maxMs: number;
}

export interface PlayoutOptions {
  /** How long a packet may wait for its elders, in milliseconds from 0; default 200, as in GStreamer. */
  readonly latencyMs?: number | undefined;
  /** Default `slave`. */
  readonly bufferMode?: PlayoutMode | undefined;
  /** Lets the latency follow the network within these bounds; `latencyMs` is where it begins. Not in mode `buffer`. */
  readonly adaptiveLatency?: LatencyBand | undefined;
  /**
   * Packets leave as soon as none before them is missing, with the time at which to present them, as GStreamer hands them to
   * a sink; the first waits for its deadline, because an elder may still come. Default false: each waits for its deadline.
   */
  readonly handOn?: boolean | undefined;
  /** Never hold more media time than the latency: the oldest packets are dropped. Default false, as in GStreamer. */
  readonly dropOnLatency?: boolean | undefined;
}

/** What `own` says, and where it says nothing, what holds in general. */
export function playoutOf(own: PlayoutOptions, general: PlayoutOptions): PlayoutOptions {
  return {
    latencyMs: own.latencyMs ?? general.latencyMs,
    bufferMode: own.bufferMode ?? general.bufferMode,
    adaptiveLatency: own.adaptiveLatency ?? general.adaptiveLatency,
    handOn: own.handOn ?? general.handOn,
    dropOnLatency: own.dropOnLatency ?? general.dropOnLatency,
  };
}

/** @throws RangeError, TypeError for options out of range */
export function requirePlayoutOptions({ latencyMs, bufferMode = 'slave', adaptiveLatency }: PlayoutOptions): void {
  if (latencyMs !== undefined) requireLatency(latencyMs);
  if (!MODES.includes(bufferMode)) throw outOfRange('bufferMode', bufferMode, `one of ${MODES.join(', ')}`);
  if (adaptiveLatency === undefined) return;
  if (typeof adaptiveLatency !== 'object') throw wrongType('adaptiveLatency', adaptiveLatency, '{ minMs, maxMs }');
  const { minMs, maxMs } = adaptiveLatency;
  requireLatency(minMs);
  requireLatency(maxMs);
  if (minMs > maxMs) throw outOfRange('minMs', minMs, `at most maxMs, ${maxMs}`);
  if (bufferMode === 'buffer') throw outOfRange('adaptiveLatency', adaptiveLatency, 'none in mode buffer');
}
