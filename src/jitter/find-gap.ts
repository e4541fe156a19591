/** Tells of the packets that are missing: what their timestamps were, how long they lasted, and why they are missing. */

import { Gap, type GapCause } from './gap.js';
import type { MediaTime } from './media-time.js';
import type { PacketQueue } from './packet-queue.js';
import type { SequencedPacket } from './packet-ring.js';

/** What the packets around a gap tell. */
export interface GapSurroundings {
  /** The timestamp, without wraps, of the packet that left last; NaN when none has. */
  readonly ticks: number;
  /** When it was due. */
  readonly dueMs: number;
  /** How long after their due time packets leave. */
  readonly delayMs: number;
  /** How many of those missing were thrown away. */
  readonly dropped: number;
  /** Whether the successor leaves before its time. */
  readonly early: boolean;
}

/** What is missing at the head of the queue. */
export function findGap(queue: PacketQueue<SequencedPacket>, media: MediaTime, around: GapSurroundings): Gap {
  const { next, missing, firstTicks, firstArrivalMs } = queue;
  const before = Number.isNaN(around.ticks) ? firstTicks : around.ticks;
  const spacingTicks = Math.max(Math.floor((firstTicks - before) / (missing + 1)), 0);
  const spacingMs = media.msIn(spacingTicks) || 0;
  const lateMs = firstArrivalMs - (around.dueMs + spacingMs + around.delayMs);
  return new Gap(next, missing, (before + spacingTicks) >>> 0, spacingMs * missing, causeOf(around, lateMs));
}

function causeOf({ dropped, early }: GapSurroundings, lateMs: number): GapCause {
  if (dropped > 0) return 'dropped-on-latency';
  if (early) return 'too-old';
  return lateMs > 0 ? 'late' : 'lost';
}
