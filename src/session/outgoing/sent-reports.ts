/** The sender reports of a stream that receivers may refer to, and the round trip that follows (RFC 3550 §6.4.1). */

import { middle32, type NtpTimestamp } from '../../clock/ntp-timestamp.js';

/**
 * A receiver refers to the last report it got before its own; with more than these in flight no round trip is told. With the
 * profile AVPF a session of 1 Mbit/s reports every 40 ms.
 */
const REMEMBERED = 32;

/**
 * The round trip is measured between two readings of the session's own clock, so that a step of the wall clock cannot
 * distort it; a report that never was cannot be referred to.
 */
export class SentReports {
  readonly #reports: { readonly lastSenderReport: number; readonly sentMs: number }[] = [];

  remember(now: number, ntp: NtpTimestamp): void {
    if (this.#reports.length === REMEMBERED) this.#reports.shift();
    this.#reports.push({ lastSenderReport: middle32(ntp), sentMs: now });
  }

  /**
   * Milliseconds from us to the receiver and back, the time in which the receiver held the report taken off.
   * @param delaySinceLastSenderReport in 1/65536 s
   * @returns `undefined` where it cannot be known: no report was received, or the two fields contradict our clock
   */
  roundTripMs(now: number, lastSenderReport: number, delaySinceLastSenderReport: number): number | undefined {
    if (lastSenderReport === 0) return undefined;
    const report = this.#reports.findLast((sent) => sent.lastSenderReport === lastSenderReport);
    if (report === undefined) return undefined;
    const roundTripMs = now - report.sentMs - (delaySinceLastSenderReport * 1000) / 0x1_0000;
    return roundTripMs >= 0 ? roundTripMs : undefined;
  }
}
