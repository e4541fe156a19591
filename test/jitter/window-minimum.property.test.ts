import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WindowMinimum } from '../../src/jitter/window-minimum.js';

describe('the minimum of a sliding window', () => {
  it('is of no more than the last 512 values of two seconds, and of no less than half as many', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: -1000, max: 1000 })), {
      minLength: 1,
      maxLength: 1500,
      size: 'max',
    });
    const property = fc.property(steps, (drawn) => {
      const window = new WindowMinimum();
      const seen: { at: number; value: number }[] = [];
      let now = 0;
      for (const [wait, value] of drawn) {
        now += wait;
        seen.push({ at: now, value });
        const least = window.push(now, value);
        const within = (count: number, ms: number): number =>
          Math.min(...seen.slice(-count).flatMap((one) => (one.at >= now - ms ? [one.value] : [])));
        expect(least).toBeGreaterThanOrEqual(within(512, 2030));
        expect(least).toBeLessThanOrEqual(within(256, 999));
      }
    });
    fc.assert(property, { numRuns: 30 });
  });

  it('is full after two seconds, or 512 values', () => {
    const slow = new WindowMinimum();
    const fast = new WindowMinimum();
    for (let index = 0; index <= 100; index++) slow.push(index * 20, 0);
    for (let index = 0; index <= 512; index++) fast.push(index, 0);
    expect([slow.full, fast.full]).toEqual([true, true]);
    for (const window of [slow, fast]) window.clear();
    for (let index = 0; index < 100; index++) slow.push(index * 20, 0);
    for (let index = 0; index < 512; index++) fast.push(index, 0);
    expect([slow.full, fast.full]).toEqual([false, false]);
  });

  it('forgets everything when it is cleared', () => {
    const window = new WindowMinimum();
    window.push(0, -5);
    window.clear();
    expect(window.push(1, 9)).toBe(9);
  });
});
