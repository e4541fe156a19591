/** Timestamps that wrap become media time that does not (RFC 3550 §5.1). */

import { timestampDelta } from '../clock/serial-number.js';

/**
 * Places each timestamp nearest to the one before: timestamps of B-frames step back, a source may pause, and both must be
 * followed. The ticks modulo 2^32 are the timestamp.
 */
export class MediaTime {
  #msPerTick = Number.NaN;
  #ticks = Number.NaN;
  /** The first ticks: media time counts from there, so that it stays exact. */
  #origin = Number.NaN;

  /** @param clockRate ticks per second; media time is NaN while it is unknown */
  setClockRate(clockRate: number | undefined): void {
    this.#msPerTick = clockRate === undefined ? Number.NaN : 1000 / clockRate;
  }

  /** Follows the stream to this timestamp and returns its ticks; exact up to 2^53. */
  advance(timestamp: number): number {
    if (Number.isNaN(this.#origin)) this.#origin = timestamp;
    this.#ticks = this.ticksOf(timestamp);
    return this.#ticks;
  }

  /** The ticks of a timestamp, without following it. */
  ticksOf(timestamp: number): number {
    if (Number.isNaN(this.#ticks)) return timestamp;
    return this.#ticks + timestampDelta(timestamp, this.#ticks);
  }

  /** Media time since the first packet, in milliseconds; NaN while the clock rate is unknown. */
  msAt(ticks: number): number {
    return (ticks - this.#origin) * this.#msPerTick;
  }

  /** How long so many ticks last, in milliseconds; NaN while the clock rate is unknown. */
  msIn(ticks: number): number {
    return ticks * this.#msPerTick;
  }
}
