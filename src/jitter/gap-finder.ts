/** Tells of the packets that are missing: what their timestamps were, how long they lasted, and why they are missing. */

import { Gap, type GapCause } from './gap.js';
import type { MediaTime } from './media-time.js';
import type { PacketQueue } from './packet-queue.js';
import type { SequencedPacket } from './packet-ring.js';

export class GapFinder {
  readonly #media: MediaTime;
  #ticks = Number.NaN;
  #dueMs = Number.NaN;
  #dropped = 0;

  constructor(media: MediaTime) {
    this.#media = media;
  }

  /** The sequence begins anew: nothing is missing before its first packet. */
  restart(): void {
    this.#ticks = Number.NaN;
    this.#dueMs = Number.NaN;
    this.#dropped = 0;
  }

  /** A packet has left: what is missing comes after it. */
  passed(ticks: number, dueMs: number): void {
    this.#ticks = ticks;
    this.#dueMs = dueMs;
  }

  /** A packet was thrown away, and is missing. */
  dropped(): void {
    this.#dropped++;
  }

  /** How many of the packets missing now were thrown away. */
  get droppedCount(): number {
    return this.#dropped;
  }

  /**
   * What is missing at the head of the queue.
   * @param delayMs how long after their due time packets leave
   * @param early whether the head leaves before its time
   */
  find(queue: PacketQueue<SequencedPacket>, delayMs: number, early: boolean): Gap {
    const count = queue.missing;
    const spacingTicks = Math.max(Math.floor((queue.firstTicks - this.#ticks) / (count + 1)), 0) || 0;
    const spacingMs = this.#media.msIn(spacingTicks) || 0;
    const before = Number.isNaN(this.#ticks) ? queue.firstTicks : this.#ticks;
    const lateMs = queue.firstArrivalMs - (this.#dueMs + spacingMs + delayMs);
    const cause = this.#causeOf(early, lateMs);
    this.#dropped = 0;
    return new Gap(queue.next, count, (before + spacingTicks) >>> 0, spacingMs * count, cause);
  }

  #causeOf(early: boolean, lateMs: number): GapCause {
    if (this.#dropped > 0) return 'dropped-on-latency';
    if (early) return 'too-old';
    return lateMs > 0 ? 'late' : 'lost';
  }
}
