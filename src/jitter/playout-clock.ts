/** When a packet is to leave the jitter buffer: its media time, placed on the receiver's clock, plus the latency. */

import { timestampDelta } from '../clock/serial-number.js';

/** Media time this far off the arrival clock is a new timeline, as in GStreamer's rtpjitterbuffer. */
const RESYNC_MS = 1000;

/**
 * Maps timestamps to the receiver's clock by the packet that travelled fastest: the smallest difference between arrival and
 * media time seen so far. A deadline is therefore never later than arrival plus latency, whatever a timestamp says, and a
 * packet that was delayed on the way waits less than one that was not.
 */
export class PlayoutClock {
  readonly latencyMs: number;
  #msPerTick = Number.NaN;
  #timestamp = 0;
  /** The media time of that timestamp, in ticks that do not wrap. */
  #mediaTicks = 0;
  /** Arrival minus media time of the fastest packet; NaN before the first, so that every comparison starts the timeline. */
  #offsetMs = Number.NaN;

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
    if (!(offsetMs >= this.#offsetMs && offsetMs <= this.#offsetMs + RESYNC_MS)) this.#offsetMs = offsetMs;
    return this.#offsetMs + mediaMs + this.latencyMs;
  }

  /** When that timestamp's media is due on this timeline, latency included; NaN before it has begun. */
  presentationMs(timestamp: number): number {
    const mediaTicks = this.#mediaTicks + timestampDelta(timestamp, this.#timestamp);
    return this.#offsetMs + mediaTicks * this.#msPerTick + this.latencyMs;
  }
}
