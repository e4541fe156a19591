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
  readonly latencyMs?: number;
  /** Default `slave`. */
  readonly mode?: PlayoutMode;
  /** Lets the latency follow the network within these bounds; `latencyMs` is where it begins. Not in mode `buffer`. */
  readonly adaptive?: LatencyBand;
  /**
   * Packets leave as soon as none before them is missing, with the time at which to present them, as GStreamer hands them to
   * a sink; the first waits for its deadline, because an elder may still come. Default false: each waits for its deadline.
   */
  readonly handOn?: boolean;
  /** Never hold more media time than the latency: the oldest packets are dropped. Default false, as in GStreamer. */
  readonly dropOnLatency?: boolean;
}

/** @throws RangeError, TypeError for options out of range */
export function requirePlayoutOptions({ latencyMs = 0, mode = 'slave', adaptive }: PlayoutOptions): void {
  requireLatency(latencyMs);
  if (!MODES.includes(mode)) throw outOfRange('mode', mode, `one of ${MODES.join(', ')}`);
  if (adaptive === undefined) return;
  if (typeof adaptive !== 'object') throw wrongType('adaptive', adaptive, 'an object { minMs, maxMs }');
  requireLatency(adaptive.minMs);
  requireLatency(adaptive.maxMs);
  if (adaptive.minMs > adaptive.maxMs) throw outOfRange('minMs', adaptive.minMs, 'at most maxMs');
  if (mode === 'buffer') throw outOfRange('adaptive', adaptive, 'no band in mode buffer, whose marks do its work');
}
