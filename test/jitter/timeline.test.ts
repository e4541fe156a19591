import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../src/lab/seeded-random.js';
import { packet, Player, SPACING_MS } from './player.js';

describe('clocks that disagree', () => {
  it.each([1000, -1000])('plays four hours of a sender %i ppm off as evenly as the first minute', (ppm) => {
    const player = new Player({ latencyMs: 100, clockRate: 8000 });
    const random = new SeededRandom(11);
    let held = 0;
    let worstMs = 0;
    let sequenceMs = -Infinity;
    for (let index = 0; index < (4 * 3_600_000) / SPACING_MS; index++) {
      const sentMs = index * SPACING_MS * (1 + ppm / 1e6);
      player.arrive(sentMs + random.fraction() * 10, index, index * SPACING_MS);
      if (index < 3000) continue;
      held = Math.max(held, player.buffer.held);
      for (const { at } of player.released.splice(0)) {
        if (sequenceMs > 0) worstMs = Math.max(worstMs, Math.abs(at - sequenceMs - SPACING_MS * (1 + ppm / 1e6)));
        sequenceMs = at;
      }
    }
    expect(player.resyncs).toEqual([]);
    expect(player.gaps).toEqual([]);
    expect(held).toBeLessThanOrEqual(6);
    expect(worstMs).toBeLessThan(5);
  });

  it('B83: begins one new timeline, with one event, when the sender pauses or a clock steps', () => {
    const steps = [5000, 3_600_000, -3_600_000];
    for (const stepMs of steps) {
      const player = new Player();
      for (let index = 0; index < 50; index++) player.arrive(4e6 + index * SPACING_MS, index);
      for (let index = 50; index < 100; index++) player.arrive(4e6 + index * SPACING_MS + stepMs, index);
      player.runTo(4e6 + 100 * SPACING_MS + stepMs + 200);
      expect(player.resyncs).toMatchObject([{ cause: 'jump', byMs: stepMs }]);
      expect(player.indexes).toHaveLength(100);
      expect(player.released.at(-1)!.at).toBe(4e6 + 99 * SPACING_MS + stepMs + 200);
      expect(player.buffer.statistics.resyncs).toBe(1);
    }
  });

  it.each([
    ['went on', 0],
    ['stood still', 1],
  ])('says once that the host has slept, while the clock %s', (_, stopped) => {
    const player = new Player();
    player.feed(0, 50);
    // The host wakes an hour later. What lay in the socket is read first, then what is sent now.
    const wake = 1000 + (stopped === 1 ? 0 : 3_600_000);
    const due = player.buffer.nextTimeout();
    const now = Math.max(wake, due + 2000);
    player.pop(now);
    for (let index = 50; index < 60; index++) player.buffer.push(now, packet(index));
    player.pop(now);
    for (let index = 0; index < 100; index++)
      player.arrive(now + index * SPACING_MS, 60 + index, 3_601_000 + index * SPACING_MS);
    player.runTo(now + 4000);
    expect(player.resyncs).toMatchObject([{ cause: 'overdue' }]);
    expect(player.released.at(-1)).toMatchObject({ index: 159, at: now + 99 * SPACING_MS + 200 });
  });

  it('B72: goes on at once after eight hours of silence whose timestamps passed 2^31', () => {
    const player = new Player({ clockRate: 90_000 });
    for (let index = 0; index < 10; index++) player.arrive(index * SPACING_MS, index);
    const silence = 8 * 3_600_000;
    for (let index = 10; index < 20; index++)
      player.arrive(silence + index * SPACING_MS, index, silence * 11.25 + index * 20);
    player.runTo(silence + 1000);
    expect(player.indexes).toHaveLength(20);
    expect(player.resyncs).toHaveLength(1);
  });
});

describe('an adaptive latency', () => {
  it('saves at most a few packets of each burst, where a fixed one loses them all, and says what would have saved all', () => {
    const lost: number[] = [];
    for (const adaptiveLatency of [undefined, { minMs: 20, maxMs: 500 }]) {
      const random = new SeededRandom(5);
      const player = new Player({ latencyMs: 20, adaptiveLatency });
      const arrivals = Array.from({ length: 3000 }, (_, index) => ({
        index,
        at: index * SPACING_MS + random.fraction() * (index > 1000 ? 120 : 10),
      })).toSorted((a, b) => a.at - b.at);
      for (const { at, index } of arrivals) player.arrive(at, index);
      player.runTo(1e6);
      lost.push(player.buffer.statistics.late);
      const { recommendedMs, saved } = player.buffer.latencyAdvice;
      expect(recommendedMs).toBeGreaterThanOrEqual(112);
      expect(recommendedMs).toBeLessThanOrEqual(124);
      expect(saved.at(-1)?.packets).toBe(player.buffer.statistics.late);
    }
    expect(lost[0]).toBeGreaterThan(800);
    expect(lost[1]).toBeLessThan(10);
  });

  it('releases at a pace that is never more than 0.5 % fast while it shrinks', () => {
    const player = new Player({ latencyMs: 400, adaptiveLatency: { minMs: 20, maxMs: 500 } });
    player.feed(0, 4000);
    const steps = player.released.slice(1).map(({ at }, index) => at - player.released[index]!.at);
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(SPACING_MS * 0.995 - 1e-9);
    expect(player.buffer.latencyMs).toBeLessThan(50);
  });
});
