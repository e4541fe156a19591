import { describe, expect, it } from 'vitest';
import { RestartPolicy } from '../../../src/node/children/restart-policy.js';

describe('when a program is started again', () => {
  it('never, when it never worked', () => {
    const policy = new RestartPolicy();
    expect(policy.delayAfter(60_000, false)).toBeUndefined();
  });

  it('after 250 ms, and twice as long each time, 5 s at the most, for ever', () => {
    const policy = new RestartPolicy();
    const delays = Array.from({ length: 8 }, () => policy.delayAfter(100, true));
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000, 5000]);
    for (let restart = 0; restart < 2000; restart++) expect(policy.delayAfter(0, false)).toBe(5000);
  });

  it('after 250 ms again when it ran well for 10 s', () => {
    const policy = new RestartPolicy();
    policy.delayAfter(100, true);
    policy.delayAfter(9999, true);
    expect(policy.delayAfter(10_000, true)).toBe(250);
    expect(policy.delayAfter(100, true)).toBe(500);
  });

  it('later still when it ran for long but nothing came of it', () => {
    const policy = new RestartPolicy();
    policy.delayAfter(100, true);
    expect(policy.delayAfter(60_000, false)).toBe(500);
  });

  it('not more often than it was told', () => {
    const policy = new RestartPolicy({ mostRestarts: 2, firstDelayMs: 1, longestDelayMs: 10 });
    expect([1, 2, 3].map(() => policy.delayAfter(0, true))).toEqual([1, 2, undefined]);
  });
});
