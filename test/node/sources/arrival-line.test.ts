import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ArrivalLine } from '../../../src/node/sources/arrival-line.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const ticksSince = (line: ArrivalLine): (() => number) => {
  const origin = line.arrival();
  return () => line.arrival() - origin;
};

describe('the line of time of a source', () => {
  it('is the clock for frames that have no time, and gives no two the same', () => {
    const ticks = ticksSince(new ArrivalLine(90_000));
    vi.advanceTimersByTime(33);
    expect(ticks()).toBe(33 * 90);
    expect(ticks()).toBe(33 * 90 + 1);
    vi.advanceTimersByTime(10);
    expect(ticks()).toBe(43 * 90);
  });

  it("keeps a run's own distances, however its packets come", () => {
    const line = new ArrivalLine(44_100);
    const origin = line.place(0, 1024);
    vi.advanceTimersByTime(500);
    expect(line.place(1024, 1024) - origin).toBe(1024);
    expect(line.place(2048, 1024) - origin).toBe(2048);
  });

  it('puts another run where it arrives, whatever times it has of its own', () => {
    const line = new ArrivalLine(1000);
    const origin = line.place(500_000, 20);
    vi.advanceTimersByTime(300);
    line.beginRun();
    expect(line.place(-7, 20) - origin).toBe(300);
    expect(line.place(13, 20) - origin).toBe(320);
  });

  it('never goes back: what was ahead of the clock stays before the next run', () => {
    const line = new ArrivalLine(1000);
    const origin = line.place(0, 100);
    expect(line.place(100, 900) - origin).toBe(100);
    line.beginRun();
    expect(line.place(0, 20) - origin).toBe(1000);
    expect(line.arrival() - origin).toBe(1020);
  });
});
