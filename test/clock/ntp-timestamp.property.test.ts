import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, ntpDeltaMs, ntpFromUnixMs, unixMsFromNtp } from '../../src/clock/ntp-timestamp.js';

const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const ntp = fc.record({ seconds: uint32, fraction: uint32 });

describe('NTP timestamps, any values', () => {
  it('Unix milliseconds survive the way there and back, from 1968 to 2104', () => {
    const unixMs = fc.integer({ min: Date.UTC(1968, 1, 1), max: Date.UTC(2104, 0, 1) });
    fc.assert(
      fc.property(unixMs, (ms) => {
        expect(unixMsFromNtp(ntpFromUnixMs(ms))).toBeCloseTo(ms, 3);
      }),
    );
  });

  it('moving and measuring agree, and both halves stay in 32 bits', () => {
    fc.assert(
      fc.property(ntp, fc.double({ min: -1e9, max: 1e9, noNaN: true }), (from, ms) => {
        const to = addMs(from, ms);
        expect(ntpDeltaMs(to, from)).toBeCloseTo(ms, 3);
        expect(to.seconds).toBe(to.seconds >>> 0);
        expect(to.fraction).toBe(to.fraction >>> 0);
      }),
    );
  });
});
