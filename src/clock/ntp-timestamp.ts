/** NTP timestamps as RTCP carries them (RFC 3550 §4): seconds since 1900 and a binary fraction, both of 32 bits. */

/** Two 32-bit halves; a double holds 53 bits and cannot carry the pair. The seconds wrap on 7 February 2036. */
export interface NtpTimestamp {
  /** Seconds since 1 January 1900 00:00 UTC, modulo 2^32. */
  readonly seconds: number;
  /** Units of 2^−32 s. */
  readonly fraction: number;
}

/** Seconds from 1 January 1900 to 1 January 1970 (RFC 5905 §6). */
const UNIX_EPOCH_SECONDS = 2_208_988_800;
const WRAP = 0x1_0000_0000;

/** From milliseconds since 1970, as `Date.now()` counts them. */
export function ntpFromUnixMs(unixMs: number): NtpTimestamp {
  const wholeSeconds = Math.floor(unixMs / 1000);
  const fraction = Math.round(((unixMs - wholeSeconds * 1000) / 1000) * WRAP);
  return normalize(wholeSeconds + UNIX_EPOCH_SECONDS, fraction);
}

/**
 * Milliseconds since 1970, era 0 (1900 – 2036) or era 1 (to 2104) chosen by the top bit as RFC 4330 §3 does: a value whose
 * top bit is clear lies after 2036.
 */
export function unixMsFromNtp(ntp: NtpTimestamp): number {
  const seconds = ntp.seconds >= 0x8000_0000 ? ntp.seconds : ntp.seconds + WRAP;
  return (seconds - UNIX_EPOCH_SECONDS) * 1000 + (ntp.fraction / WRAP) * 1000;
}

/** `ntp` moved by `ms` milliseconds, forward or back, across the wrap of 2036. */
export function addMs(ntp: NtpTimestamp, ms: number): NtpTimestamp {
  const wholeSeconds = Math.floor(ms / 1000);
  const fraction = ntp.fraction + Math.round(((ms - wholeSeconds * 1000) / 1000) * WRAP);
  return normalize(ntp.seconds + wholeSeconds, fraction);
}

/** Milliseconds from `from` to `to`, within ±68 years, right across the wrap of 2036. */
export function ntpDeltaMs(to: NtpTimestamp, from: NtpTimestamp): number {
  return ((to.seconds - from.seconds) | 0) * 1000 + ((to.fraction - from.fraction) / WRAP) * 1000;
}

/** The middle 32 bits, as LSR carries them (RFC 3550 §6.4.1): units of 1/65536 s, wrapping every 18.2 hours. */
export function middle32(ntp: NtpTimestamp): number {
  return (((ntp.seconds & 0xffff) << 16) | (ntp.fraction >>> 16)) >>> 0;
}

function normalize(seconds: number, fraction: number): NtpTimestamp {
  const carry = Math.floor(fraction / WRAP);
  return { seconds: (seconds + carry) >>> 0, fraction: fraction - carry * WRAP };
}
