import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  SequenceNumberUnwrapper,
  sequenceNumberDelta,
  timestampDelta,
  TimestampUnwrapper,
} from '../../src/clock/serial-number.js';

const uint16 = fc.integer({ min: 0, max: 0xffff });
const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });

describe('RFC 1982 serial numbers, any values', () => {
  it('a delta added to where it starts leads to where it ends', () => {
    fc.assert(
      fc.property(uint16, uint16, (to, from) => {
        const delta = sequenceNumberDelta(to, from);
        expect(delta >= -32768 && delta <= 32767).toBe(true);
        expect((from + delta + 0x1_0000) % 0x1_0000).toBe(to);
      }),
    );
    fc.assert(
      fc.property(uint32, uint32, (to, from) => {
        const delta = timestampDelta(to, from);
        expect(delta >= -0x8000_0000 && delta <= 0x7fff_ffff).toBe(true);
        expect((from + delta + 0x1_0000_0000) % 0x1_0000_0000).toBe(to);
      }),
    );
  });

  it('sequence numbers within half a cycle of the highest unwrap to the numbers they were cut from', () => {
    const steps = fc.array(fc.integer({ min: -3000, max: 3000 }), { maxLength: 200 });
    fc.assert(
      fc.property(uint16, steps, (first, jumps) => {
        const unwrapper = new SequenceNumberUnwrapper();
        let highest = unwrapper.unwrap(first);
        for (const jump of jumps) {
          const whole = highest + jump;
          expect(unwrapper.unwrap(((whole % 0x1_0000) + 0x1_0000) % 0x1_0000)).toBe(whole);
          highest = Math.max(highest, whole);
        }
      }),
    );
  });

  it('timestamps within half a cycle of the one before unwrap to the numbers they were cut from', () => {
    const steps = fc.array(fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }), { maxLength: 200 });
    fc.assert(
      fc.property(uint32, steps, (first, jumps) => {
        const unwrapper = new TimestampUnwrapper();
        let whole = unwrapper.unwrap(first);
        for (const jump of jumps) {
          whole += jump;
          expect(unwrapper.unwrap(whole - Math.floor(whole / 0x1_0000_0000) * 0x1_0000_0000)).toBe(whole);
        }
      }),
    );
  });
});
