/** When media was captured: one stream's RTP timestamps on its sender's wall clock (RFC 3550 §6.4.1). */

import { addMs, type NtpTimestamp } from '../../clock/ntp-timestamp.js';
import { timestampDelta } from '../../clock/serial-number.js';

export class CaptureClock {
  /** Of the last timestamp; NaN before the first. Modulo 2^32 it is that timestamp. */
  #ticks = Number.NaN;
  #reportTicks = 0;
  #reportNtp: NtpTimestamp | undefined;

  /** The sender says what its wall clock was at an RTP timestamp of its stream. */
  heard(rtpTimestamp: number, ntp: NtpTimestamp): void {
    if (Number.isNaN(this.#ticks)) this.#ticks = rtpTimestamp;
    this.#reportTicks = this.#unwrap(rtpTimestamp);
    this.#reportNtp = ntp;
  }

  /** Follows the stream to a frame's timestamp: its media time in ticks that do not wrap, exact up to 2^53. */
  advance(timestamp: number): number {
    this.#ticks = Number.isNaN(this.#ticks) ? timestamp : this.#unwrap(timestamp);
    return this.#ticks;
  }

  /** The wall clock at that media time; `undefined` until a report has come, or while the clock rate is unknown. */
  ntpAt(ticks: number, clockRate: number | undefined): NtpTimestamp | undefined {
    if (this.#reportNtp === undefined || clockRate === undefined) return undefined;
    return addMs(this.#reportNtp, ((ticks - this.#reportTicks) * 1000) / clockRate);
  }

  /** The timestamps begin anew: what was reported says nothing about them. */
  restart(): void {
    this.#reportNtp = undefined;
  }

  /** Nearest to the timestamp before: a stream may pause, and B-frames step back. */
  #unwrap(timestamp: number): number {
    return this.#ticks + timestampDelta(timestamp, this.#ticks);
  }
}
