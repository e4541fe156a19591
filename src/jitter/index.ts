/** The jitter buffer: order, loss and playout time of one stream's packets. */

export { Gap } from './gap.js';
export { JitterBuffer, type JitterBufferOptions, type Place } from './jitter-buffer.js';
export type { JitterBufferStatistics } from './jitter-buffer-statistics.js';
export type { SequencedPacket } from './packet-ring.js';
