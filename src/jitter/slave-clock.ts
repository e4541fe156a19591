/** The receiver's clock follows the sender's: skew is measured and taken out (mode `slave`). */

import type { OnJump, PlayoutClock } from './playout-clock.js';
import { WindowMinimum } from './window-minimum.js';

/** Media time this far off the arrival clock is a new timeline, as in GStreamer; late packets have the patience besides. */
const RESYNC_MS = 1000;
/** A packet that gains more than this on all others of the window needs a second one to be believed, */
const SUSPECT_MS = 100;
/** and within this time. */
const SUSPICION_MS = 2000;
/** How long the offset takes to follow a rising minimum: the 125 packets of GStreamer, at one every 20 ms. */
const RISE_MS = 2500;
/** The share of the way with each packet: it takes no more packets than those, and no fewer than tell drift from jitter. */
const LEAST_RISE = 1 / 125;
const MOST_RISE = 1 / 24;

/**
 * The offset between arrival and media time is that of the packet that travelled fastest. It falls at once, because no packet
 * is faster than its path, and GStreamer's gradual approach would hold the fast ones for longer than the latency. It rises
 * slowly towards the minimum of the window: with a sender 1000 ppm slow it stays 4 ms behind at 10 to 50 packets/s, for ever,
 * and up to 48 ms at one packet in two seconds, where the 125 packets of GStreamer would make it 250 ms.
 * Packets that were overtaken do not count; those after a loss do, other than in GStreamer, where a way that loses or swaps
 * every second packet stops the measurement.
 */
export class SlaveClock implements PlayoutClock {
  readonly #onJump: OnJump;
  readonly #window = new WindowMinimum();
  #patienceMs = RESYNC_MS;
  #offsetMs = Number.NaN;
  /** When the packet before arrived. */
  #followedMs = Number.NaN;
  /** When the last packet came that was too fast to be true. */
  #suspectedMs = Number.NaN;

  constructor(onJump: OnJump) {
    this.#onJump = onJump;
  }

  setPatience(patienceMs: number): void {
    this.#patienceMs = Math.max(patienceMs, RESYNC_MS);
  }

  due(arrivalMs: number, mediaMs: number, ahead: number): number {
    const offsetMs = arrivalMs - mediaMs;
    const lateMs = offsetMs - this.#offsetMs;
    if (!(lateMs >= 0 && lateMs <= this.#patienceMs)) return this.#reconsider(arrivalMs, mediaMs, ahead);
    if (ahead > 0) this.#follow(arrivalMs, offsetMs);
    return this.#offsetMs + mediaMs;
  }

  dueOf(mediaMs: number): number {
    return this.#offsetMs + mediaMs;
  }

  restart(): void {
    this.#offsetMs = Number.NaN;
  }

  /** A packet that is faster than all before it, the first one, or one that is out of bounds. */
  #reconsider(arrivalMs: number, mediaMs: number, ahead: number): number {
    const offsetMs = arrivalMs - mediaMs;
    if (Number.isNaN(offsetMs)) return arrivalMs;
    const lateMs = offsetMs - this.#offsetMs;
    const jumps = lateMs > 0 || lateMs < -RESYNC_MS;
    if (jumps && ahead <= 0) return Math.min(arrivalMs, this.#offsetMs + mediaMs);
    if (!jumps && lateMs < -SUSPECT_MS && this.#isAlone(arrivalMs)) return arrivalMs;
    if (jumps || Number.isNaN(lateMs)) this.#window.clear();
    if (jumps) this.#onJump(lateMs);
    this.#offsetMs = offsetMs;
    if (ahead > 0) this.#follow(arrivalMs, offsetMs);
    return arrivalMs;
  }

  /** Whether so fast a packet is the only one for long: its timestamp is wrong, and would take the latency of those behind it. */
  #isAlone(arrivalMs: number): boolean {
    const alone = this.#window.full && !(arrivalMs - this.#suspectedMs <= SUSPICION_MS);
    this.#suspectedMs = arrivalMs;
    return alone;
  }

  #follow(arrivalMs: number, offsetMs: number): void {
    const leastMs = this.#window.push(arrivalMs, offsetMs);
    if (leastMs > this.#offsetMs && this.#window.full) {
      const rise = Math.max((arrivalMs - this.#followedMs) / RISE_MS, LEAST_RISE);
      this.#offsetMs += (leastMs - this.#offsetMs) * Math.min(rise, MOST_RISE);
    }
    this.#followedMs = arrivalMs;
  }
}
