import { describe, expect, it } from 'vitest';
import { minimumIntervalMs, reducedMinimumMs } from '../../../src/session/reports/minimum-interval.js';

const receiver = { members: 2, senders: 1, weSent: false };
const sender = { members: 2, senders: 1, weSent: true };

describe('RFC 3550 §6.2 minimum interval', () => {
  it('is five seconds, half of that before the first packet', () => {
    expect(minimumIntervalMs({}, receiver, false)).toBe(5000);
    expect(minimumIntervalMs({}, receiver, true)).toBe(2500);
  });

  it('is 360 divided by the bandwidth in kbit/s where the reduced one is wanted, never above the fixed one', () => {
    expect(reducedMinimumMs(3_600_000)).toBe(100);
    expect(reducedMinimumMs(64_000)).toBe(5000);
    const options = { bandwidth: 3_600_000, reducedMinimum: true };
    expect(minimumIntervalMs(options, receiver, false)).toBe(100);
    expect(minimumIntervalMs(options, receiver, true)).toBe(50);
  });

  it('is ten milliseconds at least, whatever bandwidth a description names', () => {
    const options = { bandwidth: 4_294_967_295_000, reducedMinimum: true };
    expect(minimumIntervalMs(options, receiver, false)).toBe(10);
  });

  it('is reduced for the senders only of a multicast session', () => {
    const options = { bandwidth: 3_600_000, reducedMinimum: true };
    expect(minimumIntervalMs(options, { ...receiver, multicast: true }, false)).toBe(5000);
    expect(minimumIntervalMs(options, { ...sender, multicast: true }, false)).toBe(100);
  });
});

describe('RFC 4585 §3.5.1 minimum interval of AVPF', () => {
  it('is next to none between two, and one second for the first packet of a group', () => {
    const options = { profile: 'AVPF' } as const;
    expect(minimumIntervalMs(options, receiver, true)).toBe(10);
    expect(minimumIntervalMs(options, { ...receiver, members: 3 }, true)).toBe(1000);
    expect(minimumIntervalMs(options, { ...receiver, multicast: true }, true)).toBe(1000);
    expect(minimumIntervalMs(options, { ...receiver, multicast: true }, false)).toBe(10);
  });
});
