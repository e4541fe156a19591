import { describe, expect, it } from 'vitest';
import { RoundTripEstimate } from '../../../src/session/retransmission/round-trip-estimate.js';

describe('the round trip of a retransmission', () => {
  it('is what RTCP has measured until it is measured itself, and 100 ms before', () => {
    const estimate = new RoundTripEstimate();
    expect([estimate.ms(undefined), estimate.ms(40), estimate.leastMs(undefined)]).toEqual([100, 40, 0]);
    estimate.answered(60, 1);
    expect([estimate.ms(40), estimate.leastMs(40)]).toEqual([60, 60]);
  });

  it('follows, and waits longer where answers vary', () => {
    const estimate = new RoundTripEstimate();
    for (let index = 0; index < 200; index++) estimate.answered(50, 1);
    expect(estimate.patienceMs(undefined)).toBeCloseTo(55, 1);
    for (let index = 0; index < 200; index++) estimate.answered(index % 2 === 0 ? 30 : 70, 1);
    expect(estimate.ms(undefined)).toBeCloseTo(50, -1);
    expect(estimate.patienceMs(undefined)).toBeGreaterThan(100);
  });

  it('takes no answer for that to the second request, unless all of them look so (Karn)', () => {
    const estimate = new RoundTripEstimate();
    estimate.answered(50, 1);
    estimate.answered(150, 2);
    estimate.answered(150, 2);
    expect(estimate.ms(undefined)).toBe(50);
    for (let index = 0; index < 300; index++) estimate.answered(300, 3);
    expect(estimate.ms(undefined)).toBeGreaterThan(290);
  });
});
