/** Timestamps that wrap become media time that does not (RFC 3550 §5.1). */

import { timestampDelta } from '../clock/serial-number.js';

/**
 * Places each timestamp nearest to the one before: timestamps of B-frames step back, a source may pause, and both must be
 * followed. The ticks modulo 2^32 are the timestamp.
 */
export class MediaTime {
  /** Of the timestamp followed last: without its wraps, exact up to 2^53; NaN before the first. */
  ticks: number = Number.NaN;
  /** And its media time, in milliseconds since the first; NaN while the clock rate is unknown. */
  ms: number = Number.NaN;
  #msPerTick = Number.NaN;
  /** The first ticks: media time counts from there, so that it stays exact. */
  #origin = Number.NaN;

  /** @param clockRate ticks per second; media time is NaN while it is unknown */
  setClockRate(clockRate: number | undefined): void {
    this.#msPerTick = clockRate === undefined ? Number.NaN : 1000 / clockRate;
  }

  /** Follows the stream to this timestamp. */
  advance(timestamp: number): void {
    const ticks = this.ticks + timestampDelta(timestamp, this.ticks);
    this.ticks = Number.isNaN(ticks) ? this.#begin(timestamp) : ticks;
    this.ms = (this.ticks - this.#origin) * this.#msPerTick;
  }

  /** A timestamp without its wraps, without following it. */
  ticksOf(timestamp: number): number {
    return this.ticks + timestampDelta(timestamp, this.ticks);
  }

  /** Its media time. */
  msOf(timestamp: number): number {
    return this.msAt(this.ticksOf(timestamp));
  }

  msAt(ticks: number): number {
    return (ticks - this.#origin) * this.#msPerTick;
  }

  /** How long so many ticks last. */
  msIn(ticks: number): number {
    return ticks * this.#msPerTick;
  }

  #begin(timestamp: number): number {
    this.#origin = timestamp;
    return timestamp;
  }
}
