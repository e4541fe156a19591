import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deterministicIntervalMs,
  reducedMinimumMs,
  rtcpIntervalMs,
  type RtcpIntervalInputs,
} from '../../../src/session/reports/rtcp-interval.js';
import { referenceRtcpInterval } from '../rfc-3550-reference.js';

const two: RtcpIntervalInputs = {
  members: 2,
  senders: 1,
  weSent: true,
  bandwidth: 400,
  averageSize: 128,
  minimumMs: 5000,
  initial: false,
};

describe('RFC 3550 A.7 interval', () => {
  it('equals the text of the RFC for any session', () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.nat(5000),
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 50, max: 1500 }),
      fc.integer({ min: 100, max: 100_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (members, drawnSenders, weSent, initial, averageSize, bandwidth, random) => {
        const senders = Math.min(Math.max(drawnSenders, weSent ? 1 : 0), weSent ? members : members - 1);
        const inputs = { members, senders, weSent, initial, averageSize, bandwidth, minimumMs: 5000 };
        const expected =
          referenceRtcpInterval(members, senders, bandwidth, weSent, averageSize, initial, random) * 1000;
        expect(Math.abs(rtcpIntervalMs(inputs, random) / expected - 1)).toBeLessThan(2e-6);
      },
    );
    fc.assert(property);
  });

  it('is five seconds in a small session, half of that at first', () => {
    expect(deterministicIntervalMs(two)).toBe(5000);
    expect(deterministicIntervalMs({ ...two, initial: true })).toBe(2500);
  });

  it('lies between a half and one and a half, compensated by e − 3/2', () => {
    expect(rtcpIntervalMs(two, 0)).toBeCloseTo(2500 / 1.21828, 1);
    expect(rtcpIntervalMs(two, 1)).toBeCloseTo(7500 / 1.21828, 1);
  });

  it('keeps a quarter of the bandwidth for few senders', () => {
    const many = { ...two, members: 1000, senders: 10 };
    expect(deterministicIntervalMs(many)).toBe((128 * 10 * 1000) / 100);
    expect(deterministicIntervalMs({ ...many, weSent: false })).toBe((128 * 990 * 1000) / 300);
  });

  it('knows the reduced minimum, never above the fixed one', () => {
    expect(reducedMinimumMs(3_600_000)).toBe(100);
    expect(reducedMinimumMs(64_000)).toBe(5000);
  });
});
