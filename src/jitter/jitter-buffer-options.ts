/** What a jitter buffer is told at birth. */

import { requireInteger } from '../errors.js';
import { requirePlayoutOptions, type PlayoutOptions } from './playout-options.js';
import type { Resync } from './resync.js';

export interface JitterBufferOptions extends PlayoutOptions {
  /** Ticks per second; while it is unknown, packets are held by their time of arrival. */
  readonly clockRate?: number;
  /** With more packets than this, the oldest leave before their time; 1 to 16384, default 8192. */
  readonly maxPackets?: number;
  /** With more octets than this, likewise; looked at every 256 packets; default 32 MiB. */
  readonly maxBytes?: number;
  /** Called from within `push` or `pop`, at most once in two seconds. */
  readonly onResync?: (resync: Resync) => void;
}

/** The buffer never spans more than half of the sequence numbers, so that "ahead" and "behind" stay different. */
const LONGEST_SPAN = 0x8000;

export const DEFAULT_MAX_PACKETS = 8192;
export const DEFAULT_MAX_BYTES = 0x200_0000;

/** @throws RangeError, TypeError for options out of range */
export function requireJitterBufferOptions(options: JitterBufferOptions): void {
  const { maxPackets = DEFAULT_MAX_PACKETS, maxBytes = DEFAULT_MAX_BYTES } = options;
  requirePlayoutOptions(options);
  requireInteger('maxPackets', maxPackets, 1, LONGEST_SPAN / 2);
  requireInteger('maxBytes', maxBytes, 1, Number.MAX_SAFE_INTEGER);
}
