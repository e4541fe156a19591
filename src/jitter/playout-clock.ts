/** When a packet is to leave the jitter buffer: its media time, placed on the receiver's clock, plus the latency. */

import { timestampDelta } from '../clock/serial-number.js';

/** Media time this far off the arrival clock is a new timeline, as in GStreamer's rtpjitterbuffer. */
const RESYNC_MS = 1000;
/** What GStreamer's estimate of the skew looks back on. */
const WINDOW_MS = 2000;

/**
 * Maps timestamps to the receiver's clock by the packet that travelled fastest: the smallest difference between arrival and
 * media time in this window of time and the one before. Older ones are forgotten, because clocks drift and routes change, and
 * so that one wrong timestamp does not take the latency away for good. A deadline is never later than arrival plus latency,
 * whatever a timestamp says, and a packet that was delayed on the way waits less than one that was not.
 */
export class PlayoutClock {
  readonly latencyMs: number;
  #msPerTick = Number.NaN;
  #timestamp = 0;
  /** The media time of that timestamp, in ticks that do not wrap. */
  #mediaTicks = 0;
  /** Arrival minus media time of the window's fastest packet; NaN before the first, which every comparison takes for a start. */
  #offsetMs = Number.NaN;
  #offsetBeforeMs = Number.NaN;
  #windowEndMs = 0;

  constructor(latencyMs: number) {
    this.latencyMs = latencyMs;
  }

  /** Begins a new timeline with the next packet. */
  restart(clockRate: number | undefined): void {
    this.#msPerTick = clockRate === undefined ? Number.NaN : 1000 / clockRate;
    this.#offsetMs = Number.NaN;
  }

  /** The deadline of a packet that arrived at `now`; without a clock rate, arrival plus latency. */
  deadline(now: number, timestamp: number): number {
    this.#mediaTicks += timestampDelta(timestamp, this.#timestamp);
    this.#timestamp = timestamp;
    const mediaMs = this.#mediaTicks * this.#msPerTick;
    const offsetMs = now - mediaMs;
    if (Number.isNaN(offsetMs)) return now + this.latencyMs;
    return this.#smallestOffsetMs(now, offsetMs) + mediaMs + this.latencyMs;
  }

  #smallestOffsetMs(now: number, offsetMs: number): number {
    const follows = offsetMs <= Math.min(this.#offsetMs, this.#offsetBeforeMs) + RESYNC_MS;
    if (!follows || now >= this.#windowEndMs) {
      this.#offsetBeforeMs = follows ? this.#offsetMs : offsetMs;
      this.#offsetMs = offsetMs;
      this.#windowEndMs = now + WINDOW_MS;
    }
    this.#offsetMs = Math.min(this.#offsetMs, offsetMs);
    return Math.min(this.#offsetMs, this.#offsetBeforeMs);
  }
}
