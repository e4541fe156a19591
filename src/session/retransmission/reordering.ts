/** How long a packet that is missing may still be only overtaken (RFC 4588 §6.3: some delay before it is asked for). */

/** So many packets sent later show that one is lost, as in GStreamer and in TCP (RFC 5681 §3.2). */
const LATER_PACKETS = 3;
/** How long it may take otherwise: twice the interarrival jitter, as in GStreamer, no less than this, */
const LEAST_MS = 4;
/** and no more. */
const MOST_MS = 100;
/** The delay follows a longer one quickly, so that a single one does not take the time of a request, */
const RISE = 1 / 4;
/** and decays with each gap that is found: half of it is left after 44. */
const DECAY = 63 / 64;
/** What has always been late by the same time is late by a little more than the delay that follows it. */
const MARGIN = 5 / 4;
/** A delay so short is none any more. */
const FORGOTTEN_MS = 0.5;

/**
 * A way that lets three packets overtake another is found out by those that come after all. Then time alone decides, because
 * every request would be needless: on a way that swaps half of the packets, four of five resends were.
 */
export class Reordering {
  #delayMs = 0;

  /** How many packets sent later show that one is lost; Infinity where the way reorders by more. */
  get laterPackets(): number {
    return this.#delayMs > FORGOTTEN_MS ? Infinity : LATER_PACKETS;
  }

  /** How long to wait for a packet, whatever comes. */
  patienceMs(jitterMs: number): number {
    return Math.min(Math.max(2 * jitterMs, this.#delayMs * MARGIN, LEAST_MS), MOST_MS);
  }

  /** Packets are missing. */
  noticed(): void {
    this.#delayMs *= DECAY;
  }

  /** One of them has come by itself: how much later than one sent after it, after how many of these, and if it was asked for. */
  overtaken(delayMs: number, laterPackets: number, requested: boolean): void {
    if (delayMs < this.#delayMs || (laterPackets < LATER_PACKETS && !requested)) return;
    this.#delayMs += (delayMs - this.#delayMs) * RISE;
  }
}
