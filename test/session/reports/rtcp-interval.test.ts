import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deterministicIntervalMs,
  rtcpIntervalMs,
  type RtcpIntervalInputs,
} from '../../../src/session/reports/rtcp-interval.js';
import { referenceRtcpInterval } from '../rfc-3550-reference.js';

const two: RtcpIntervalInputs = {
  members: 2,
  senders: 1,
  weSent: true,
  bandwidth: { octetsPerSecond: 400, senderShare: 0.25 },
  averageSize: 128,
  minimumMs: 5000,
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
      (members, drawnSenders, weSent, initial, averageSize, octetsPerSecond, random) => {
        const senders = Math.min(Math.max(drawnSenders, weSent ? 1 : 0), weSent ? members : members - 1);
        const minimumMs = initial ? 2500 : 5000;
        const bandwidth = { octetsPerSecond, senderShare: 0.25 };
        const inputs = { members, senders, weSent, averageSize, bandwidth, minimumMs };
        const expected =
          referenceRtcpInterval(members, senders, octetsPerSecond, weSent, averageSize, initial, random) * 1000;
        expect(Math.abs(rtcpIntervalMs(inputs, random) / expected - 1)).toBeLessThan(2e-6);
      },
    );
    fc.assert(property);
  });

  it('is the minimum in a small session', () => {
    expect(deterministicIntervalMs(two)).toBe(5000);
    expect(deterministicIntervalMs({ ...two, minimumMs: 2500 })).toBe(2500);
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

  it('gives all the same where more than a quarter send', () => {
    const many = { ...two, members: 1000, senders: 251 };
    expect(deterministicIntervalMs(many)).toBe((128 * 1000 * 1000) / 400);
    expect(deterministicIntervalMs({ ...many, weSent: false })).toBe((128 * 1000 * 1000) / 400);
  });
});

describe('RFC 3556 §2 bandwidth of senders and of receivers', () => {
  const many = { ...two, members: 1000, senders: 10 };

  it('is shared among the senders, and among the others, while the senders are few', () => {
    const inputs = { ...many, bandwidth: { octetsPerSecond: 1000, senderShare: 0.6 } };
    expect(deterministicIntervalMs(inputs)).toBeCloseTo(5000, 9);
    expect(deterministicIntervalMs({ ...inputs, minimumMs: 0 })).toBeCloseTo((128 * 10 * 1000) / 600, 9);
    expect(deterministicIntervalMs({ ...inputs, weSent: false })).toBeCloseTo((128 * 990 * 1000) / 400, 9);
  });

  it('of none for receivers means that they send nothing, however many send', () => {
    const inputs = { ...many, bandwidth: { octetsPerSecond: 1000, senderShare: 1 } };
    expect(deterministicIntervalMs({ ...inputs, senders: 999, weSent: false })).toBe(Infinity);
    expect(deterministicIntervalMs({ ...inputs, senders: 999 })).toBe(128 * 999);
  });

  it('of none for senders treats them as everybody else', () => {
    const inputs = { ...many, bandwidth: { octetsPerSecond: 1000, senderShare: 0 } };
    expect(deterministicIntervalMs(inputs)).toBe(128 * 1000);
    expect(deterministicIntervalMs({ ...inputs, weSent: false })).toBe(128 * 1000);
    expect(deterministicIntervalMs({ ...inputs, senders: 0, weSent: false })).toBe(128 * 1000);
  });

  it('of none at all means that nobody sends anything', () => {
    for (const weSent of [false, true]) {
      const inputs = { ...many, weSent, bandwidth: { octetsPerSecond: 0, senderShare: 0.25 } };
      expect(deterministicIntervalMs(inputs)).toBe(Infinity);
    }
  });
});
