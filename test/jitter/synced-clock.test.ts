import { describe, expect, it } from 'vitest';
import { ArrivalClock } from '../../src/jitter/arrival-clock.js';
import { SyncedClock } from '../../src/jitter/synced-clock.js';

describe('sender and receiver on one clock', () => {
  it('keeps the offset of the first packet, whatever the others need', () => {
    const clock = new SyncedClock(() => undefined);
    expect(clock.due(100, 0, 1)).toBe(100);
    expect(clock.due(110, 20, 1)).toBe(120);
    expect(clock.due(400, 40, 1)).toBe(140);
    expect(clock.dueOf(60)).toBe(160);
  });

  it.each([3100, -3100])('begins a new timeline %i ms off the old one, and none for a reordered packet', (offMs) => {
    const jumps: number[] = [];
    const clock = new SyncedClock((jumpMs) => jumps.push(jumpMs));
    clock.due(10_000, 0, 1);
    expect(clock.due(10_020 + offMs, 20, -1)).toBe(Math.min(10_020 + offMs, 10_020));
    expect(clock.due(10_020 + offMs, 20, 1)).toBe(10_020 + offMs);
    expect(jumps).toEqual([offMs]);
  });
});

describe('RTP timestamps only', () => {
  it('has each packet due as it arrives, and media where its timestamp says', () => {
    const clock = new ArrivalClock();
    expect(clock.due(100, 7000, 1)).toBe(100);
    expect(clock.due(900, 7020, 1)).toBe(900);
    expect(clock.dueOf(7020)).toBe(7020);
  });
});
