import { describe, expect, it } from 'vitest';
import { GoodbyeBackoff } from '../../../src/session/reports/goodbye-backoff.js';

const COMPENSATION = 1.21828;

function backoff(random = 0.5): GoodbyeBackoff {
  return new GoodbyeBackoff(1000, 100, { options: {}, randomUint32: () => random * 2 ** 32, mediaRate: 0 });
}

describe('RFC 3550 §6.3.7 BYE back-off', () => {
  it('waits as for the first report of a session of one', () => {
    for (const random of [0, 0.5, 0.999]) {
      const goodbye = backoff(random);
      expect(goodbye.nextTimeout()).toBeCloseTo(1000 + (2500 * (random + 0.5)) / COMPENSATION, 6);
      expect(goodbye.due(goodbye.nextTimeout() - 0.01)).toBe(false);
      expect(goodbye.due(goodbye.nextTimeout())).toBe(true);
    }
  });

  it('waits longer the more others say goodbye, and the longer theirs are', () => {
    const goodbye = backoff();
    for (let count = 0; count < 99; count++) goodbye.heard(100);
    const first = goodbye.nextTimeout();
    expect(goodbye.due(first)).toBe(false);
    const intervalMs = (100 * 100 * 1000) / 300;
    expect(goodbye.nextTimeout()).toBeCloseTo(1000 + intervalMs / COMPENSATION, 6);
    goodbye.heard(260);
    expect(goodbye.due(goodbye.nextTimeout())).toBe(false);
    expect(goodbye.nextTimeout()).toBeCloseTo(1000 + (101 * 110 * 1000) / 300 / COMPENSATION, 6);
  });
});
