/** The two clocks of the machine: monotonic milliseconds for everything, wall clock for NTP timestamps (RFC 3550 §4). */

import { ntpFromUnixMs, type NtpTimestamp } from '../../clock/ntp-timestamp.js';

/** A wall clock that moved by less than this against the monotonic one is read as unchanged: `Date` counts whole ms. */
const WALL_CLOCK_STEP_MS = 2;

let unixMsAtOrigin = performance.timeOrigin;

/** Milliseconds since the process began; never steps back. */
export function monotonicNow(): number {
  return performance.now();
}

/** The wall clock at the monotonic instant `now`, finer than a millisecond, following steps and suspends of the host. */
export function wallClockAt(now: number): NtpTimestamp {
  const drift = Date.now() - (unixMsAtOrigin + performance.now());
  if (Math.abs(drift) > WALL_CLOCK_STEP_MS) unixMsAtOrigin += drift;
  return ntpFromUnixMs(unixMsAtOrigin + now);
}
