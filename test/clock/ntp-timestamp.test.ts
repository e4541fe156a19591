import { describe, expect, it } from 'vitest';
import { addMs, middle32, ntpDeltaMs, ntpFromUnixMs, unixMsFromNtp } from '../../src/clock/ntp-timestamp.js';

/** 7 February 2036 06:28:16 UTC, when the seconds are 0 again. */
const WRAP_UNIX_MS = Date.UTC(2036, 1, 7, 6, 28, 16);

describe('RFC 3550 §4 NTP timestamps', () => {
  it('starts Unix time 2 208 988 800 seconds after 1900', () => {
    expect(ntpFromUnixMs(0)).toEqual({ seconds: 2_208_988_800, fraction: 0 });
    expect(ntpFromUnixMs(500)).toEqual({ seconds: 2_208_988_800, fraction: 0x8000_0000 });
  });

  it('reads the example of RFC 3550 §6.4.1, Figure 2', () => {
    const sent = { seconds: 0xb44d_b705, fraction: 0x2000_0000 };
    expect(middle32(sent)).toBe(0xb705_2000);
    expect(unixMsFromNtp(sent)).toBe((0xb44d_b705 - 2_208_988_800) * 1000 + 125);
  });

  it('carries a fraction that rounds up into the seconds', () => {
    const almost = ntpFromUnixMs(999.999_999_99);
    expect(almost).toEqual({ seconds: 2_208_988_801, fraction: 0 });
  });

  it('takes times before 1970', () => {
    expect(ntpFromUnixMs(-250)).toEqual({ seconds: 2_208_988_799, fraction: 0xc000_0000 });
  });
});

describe('B37: the wrap of 2036 and odd seconds', () => {
  it('the seconds are 0xFFFFFFFF one second before and 0 at 06:28:16', () => {
    expect(ntpFromUnixMs(WRAP_UNIX_MS - 1000)).toEqual({ seconds: 0xffff_ffff, fraction: 0 });
    expect(ntpFromUnixMs(WRAP_UNIX_MS)).toEqual({ seconds: 0, fraction: 0 });
  });

  it('seconds of 0 and of less than 2 208 988 800 are times after 2036 (RFC 4330 §3)', () => {
    expect(unixMsFromNtp({ seconds: 0, fraction: 0 })).toBe(WRAP_UNIX_MS);
    expect(unixMsFromNtp({ seconds: 0x7fff_ffff, fraction: 0 })).toBe(WRAP_UNIX_MS + 0x7fff_ffff * 1000);
    expect(unixMsFromNtp({ seconds: 0x8000_0000, fraction: 0 })).toBeLessThan(0);
  });

  it('differences run through the wrap', () => {
    const before = { seconds: 0xffff_ffff, fraction: 0xc000_0000 };
    const after = { seconds: 0, fraction: 0x4000_0000 };
    expect(ntpDeltaMs(after, before)).toBe(500);
    expect(ntpDeltaMs(before, after)).toBe(-500);
    expect(addMs(before, 500)).toEqual(after);
    expect(addMs(after, -500)).toEqual(before);
  });

  it('the middle 32 bits wrap every 18.2 hours', () => {
    expect(middle32({ seconds: 0x0001_0000, fraction: 0xffff })).toBe(0);
    expect(middle32({ seconds: 0xffff, fraction: 0xffff_ffff })).toBe(0xffff_ffff);
  });
});
