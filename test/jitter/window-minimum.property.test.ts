import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WindowMinimum } from '../../src/jitter/window-minimum.js';

describe('the minimum of a sliding window', () => {
  it('is that of the last 512 values of the last two seconds', () => {
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
        const recent = seen.slice(-512).filter(({ at }) => at >= now - 2000);
        expect(window.push(now, value)).toBe(Math.min(...recent.map((one) => one.value)));
        expect(window.full).toBe(seen.length >= 512 || now - seen[0]!.at >= 2000);
      }
    });
    fc.assert(property, { numRuns: 30 });
  });

  it('begins anew when it is cleared', () => {
    const window = new WindowMinimum();
    window.push(0, -5);
    window.push(3000, 7);
    expect(window.full).toBe(true);
    window.clear();
    expect(window.push(3001, 9)).toBe(9);
    expect(window.full).toBe(false);
  });
});
