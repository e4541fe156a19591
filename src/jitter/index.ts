/** The jitter buffer: order, loss and playout time of one stream's packets. */

export { Gap, type GapCause } from './gap.js';
export { JitterBuffer } from './jitter-buffer.js';
export type { JitterBufferOptions } from './jitter-buffer-options.js';
export type { JitterBufferStatistics } from './jitter-buffer-statistics.js';
export type { LatencyAdvice } from './latency-advice.js';
export type { Place } from './packet-queue.js';
export type { SequencedPacket } from './packet-ring.js';
export type { LatencyBand, PlayoutMode, PlayoutOptions } from './playout-options.js';
export { PresentationOrder } from './presentation-order.js';
export type { Resync, ResyncCause } from './resync.js';
