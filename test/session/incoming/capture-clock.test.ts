import { describe, expect, it } from 'vitest';
import { addMs } from '../../../src/clock/ntp-timestamp.js';
import { CaptureClock } from '../../../src/session/incoming/capture-clock.js';

const NTP = { seconds: 4_000_000_000, fraction: 0 };

describe('RFC 3550 §6.4.1 capture time by sender reports', () => {
  it('is unknown before a report, and while the clock rate is', () => {
    const clock = new CaptureClock();
    const ticks = clock.advance(1000);
    expect(clock.ntpAt(ticks, 90_000)).toBeUndefined();
    clock.heard(1000, NTP);
    expect(clock.ntpAt(ticks, undefined)).toBeUndefined();
    expect(clock.ntpAt(ticks, 90_000)).toEqual(NTP);
  });

  it('counts from the report forward and back, right across the wrap of the timestamp', () => {
    const clock = new CaptureClock();
    clock.heard(2 ** 32 - 90, NTP);
    expect(clock.ntpAt(clock.advance(90), 90_000)).toEqual(addMs(NTP, 2));
    expect(clock.ntpAt(clock.advance(2 ** 32 - 180), 90_000)).toEqual(addMs(NTP, -1));
  });

  it('B71, B72: unwraps media time over every wrap, steps back with B-frames, and survives a pause of 8 h', () => {
    const clock = new CaptureClock();
    expect(clock.advance(2 ** 32 - 6000)).toBe(2 ** 32 - 6000);
    expect([3000, 0, 6000].map((timestamp) => clock.advance(timestamp))).toEqual([
      2 ** 32 + 3000,
      2 ** 32,
      2 ** 32 + 6000,
    ]);
    const hours = 90_000 * 3600;
    const start = 2 ** 32 + 6000;
    // The sender reports while it sends no media.
    for (const elapsed of [4 * hours, 8 * hours]) {
      clock.heard((start + elapsed) % 2 ** 32, addMs(NTP, elapsed / 90));
      clock.advance((start + elapsed) % 2 ** 32);
    }
    expect(clock.advance((start + 8 * hours + 3000) % 2 ** 32)).toBe(start + 8 * hours + 3000);
  });

  it('does not let a report about another timeline move media time', () => {
    const clock = new CaptureClock();
    clock.advance(1000);
    clock.heard(2 ** 31 + 500, NTP);
    expect(clock.advance(4000)).toBe(4000);
  });

  it('forgets the report when the timestamps begin anew', () => {
    const clock = new CaptureClock();
    clock.heard(1000, NTP);
    clock.restart();
    expect(clock.ntpAt(clock.advance(1000), 90_000)).toBeUndefined();
  });
});
