/** The wall clock that sender reports carry (RFC 3550 §4), as a mapping from the session's clock. */

import { addMs, type NtpTimestamp } from '../../clock/ntp-timestamp.js';

/**
 * Read when a report is sent and at no other time: a wall clock that steps moves the mapping at the next report. Round trips
 * are measured on the session's own clock, which does not step.
 */
export class WallClock {
  /** Until it is set, the time since the origin of the session's clock: elapsed time is allowed (RFC 3550 §6.4.1). */
  #atMs = 0;
  #ntp: NtpTimestamp = { seconds: 0, fraction: 0 };

  set(now: number, ntp: NtpTimestamp): void {
    this.#atMs = now;
    this.#ntp = ntp;
  }

  at(now: number): NtpTimestamp {
    return addMs(this.#ntp, now - this.#atMs);
  }
}
