import { describe, expect, it } from 'vitest';
import { FreezeMeter } from '../../../src/session/incoming/freeze-meter.js';

/** Shows frames after each of the durations. */
function shown(...durationsMs: number[]): { freezes: number; frozenMs: number } {
  const meter = new FreezeMeter();
  let now = 1e6;
  meter.show(now);
  for (const durationMs of durationsMs) meter.show((now += durationMs));
  return { freezes: meter.count, frozenMs: meter.frozenMs };
}

const SMOOTH = Array.from({ length: 60 }, () => 33);

describe('webrtc-stats freezeCount and totalFreezesDuration', () => {
  it('count a time between frames of the average and 150 ms more, where that is more than three times the average', () => {
    expect(shown(...SMOOTH, 182)).toEqual({ freezes: 0, frozenMs: 0 });
    expect(shown(...SMOOTH, 184, ...SMOOTH)).toEqual({ freezes: 1, frozenMs: 184 });
  });

  it('count three times the average of slow video', () => {
    const slow = SMOOTH.map(() => 200);
    expect(shown(...slow, 599)).toEqual({ freezes: 0, frozenMs: 0 });
    expect(shown(...slow, 601)).toEqual({ freezes: 1, frozenMs: 601 });
  });

  it('get used to a slower rate', () => {
    expect(shown(...SMOOTH, ...SMOOTH.map(() => 500)).freezes).toBeLessThan(10);
  });

  it('count nothing before the rate is known', () => {
    expect(shown(33, 5000)).toEqual({ freezes: 0, frozenMs: 0 });
  });
});
