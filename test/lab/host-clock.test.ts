import { describe, expect, it } from 'vitest';
import { HostClock, VirtualTime } from '../../src/lab/index.js';

describe('a host clock', () => {
  it('gains a second in a thousand at 1000 ppm, and loses one at −1000', () => {
    const time = new VirtualTime(500);
    const fast = new HostClock(time, { startMs: 0, skewPpm: 1000 });
    const slow = new HostClock(time, { startMs: 0, skewPpm: -1000 });
    time.run(1_000_500);
    expect(fast.now).toBeCloseTo(1_001_000, 6);
    expect(slow.now).toBeCloseTo(999_000, 6);
  });

  it('keeps appointments by its own time, in order, never showing less than what was agreed', () => {
    const time = new VirtualTime();
    const clock = new HostClock(time, { skewPpm: 333 });
    const kept: number[] = [];
    for (let at = 1; at <= 1000; at++) {
      clock.at(at * 0.7, () => {
        expect(clock.now).toBeGreaterThanOrEqual(at * 0.7);
        expect(time.now).toBeCloseTo((at * 0.7) / 1.000333, 2);
        kept.push(at);
      });
    }
    time.run(2000);
    expect(kept).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
  });

  it('does not spin on an appointment that rounding has ahead of it, 100 hours and more from the origin', () => {
    const time = new VirtualTime(1.79e12);
    const clock = new HostClock(time, { skewPpm: -77 });
    let kept = 0;
    for (let at = 0; at < 1000; at++) clock.at(clock.now + at / 3, () => kept++);
    time.run(time.now + 1000);
    expect(kept).toBe(1000);
  });

  it('keeps appointments earlier or later when it is set', () => {
    const time = new VirtualTime();
    const clock = new HostClock(time);
    const kept: [string, number][] = [];
    clock.at(3_600_000, () => kept.push(['in an hour', time.now]));
    time.at(10, () => clock.step(3_600_000));
    time.at(20, () => {
      clock.at(clock.now + 10, () => kept.push(['in 10 ms', time.now]));
      clock.step(-1000);
    });
    time.run(5000);
    expect(kept).toEqual([
      ['in an hour', 10],
      ['in 10 ms', 1030],
    ]);
  });

  it('keeps what an appointment makes for the same instant', () => {
    const time = new VirtualTime();
    const clock = new HostClock(time, { skewPpm: 50 });
    const kept: string[] = [];
    clock.at(5, () => clock.at(5, () => kept.push('nested')));
    clock.at(clock.now - 1, () => kept.push('past'));
    time.run(10);
    expect(kept).toEqual(['past', 'nested']);
  });

  it('refuses to run backwards', () => {
    expect(() => new HostClock(new VirtualTime(), { skewPpm: -1e6 })).toThrow(/skewPpm is -1000000, expected/);
  });
});
