import { describe, expect, it } from 'vitest';
import { sequenceLimits } from '../../../src/session/incoming/sequence-limits.js';

describe('RFC 3550 A.1 limits as times of the packet rate', () => {
  it.each([
    [50, 3000, 100],
    [100, 6000, 200],
    [30, 1800, 60],
    [547, 16_384, 1094],
    [5000, 16_384, 4096],
    [0.4, 30, 10],
    [0.001, 30, 10],
  ])('%d packets/s may step %i ahead and %i back', (rate, dropout, misorder) => {
    expect(sequenceLimits(rate, 200)).toEqual({ dropout, misorder });
  });

  it('let nothing be too far back that is still in time', () => {
    expect(sequenceLimits(100, 5000).misorder).toBe(500);
  });
});
