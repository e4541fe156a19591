/** How long a packet may wait for its elders. */

import { outOfRange } from '../errors.js';

/** As in GStreamer. */
export const DEFAULT_LATENCY_MS = 200;

/** @throws RangeError unless `latencyMs` is a finite number of milliseconds from 0 */
export function requireLatency(latencyMs: number): void {
  if (!(latencyMs >= 0 && latencyMs < Infinity)) throw outOfRange('latencyMs', latencyMs, 'milliseconds from 0');
}
