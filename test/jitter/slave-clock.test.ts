import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../src/lab/seeded-random.js';
import { SlaveClock } from '../../src/jitter/slave-clock.js';

function make(): { clock: SlaveClock; jumps: number[] } {
  const jumps: number[] = [];
  return { clock: new SlaveClock((jumpMs) => jumps.push(jumpMs)), jumps };
}

const SPACING_MS = 20;

describe('the clock that follows the sender', () => {
  it('takes the offset of the first packet and falls at once to that of a faster one', () => {
    const { clock, jumps } = make();
    expect(clock.due(1100, 0, 1)).toBe(1100);
    expect(clock.due(1020, 20, 1)).toBe(1020);
    expect(clock.due(1090, 40, 1)).toBe(1040);
    expect(clock.dueOf(60)).toBe(1060);
    expect(jumps).toEqual([]);
  });

  it('does not rise before its window is full, and then by 1/125 of the way with each packet', () => {
    const { clock } = make();
    clock.due(0, 0, 1);
    for (let index = 1; index <= 99; index++) clock.due(index * SPACING_MS + 10, index * SPACING_MS, 1);
    expect(clock.dueOf(0)).toBe(0);
    clock.due(100 * SPACING_MS + 10, 100 * SPACING_MS, 1);
    expect(clock.dueOf(0)).toBeCloseTo(10 / 125, 9);
  });

  it('learns from overtaken packets nothing but that they were faster', () => {
    const { clock } = make();
    clock.due(0, 0, 1);
    for (let index = 1; index <= 600; index++) clock.due(index * SPACING_MS + 10, index * SPACING_MS, -1);
    expect(clock.dueOf(0)).toBe(0);
    clock.due(20_000, 20_005, -1);
    expect(clock.dueOf(0)).toBe(-5);
  });

  it.each([1000, -1000, 100, -100])('stays with a sender %i ppm off for ten hours, without drift or jump', (ppm) => {
    const { clock, jumps } = make();
    const random = new SeededRandom(7);
    let earliest = Infinity;
    let latest = -Infinity;
    let backwards = 0;
    let previous = -Infinity;
    for (let index = 0; index < 36_000_000 / SPACING_MS; index++) {
      const sentMs = index * SPACING_MS;
      const due = clock.due(sentMs + 5 + random.fraction() * 30, sentMs * (1 - ppm / 1e6), 1);
      if (due < previous) backwards++;
      previous = due;
      if (sentMs < 10_000) continue;
      earliest = Math.min(earliest, due - sentMs - 5);
      latest = Math.max(latest, due - sentMs - 5);
    }
    // Behind a slow sender by 2 ms of window and 2.5 ms of 125 packets; before a fast one by nothing but jitter.
    expect(earliest).toBeGreaterThan(ppm > 0 ? -5 : 0);
    expect(latest).toBeLessThan(5);
    expect(backwards).toBe(0);
    expect(jumps).toEqual([]);
  });

  it.each([
    [10, 100, 1000, 4],
    [30, 33, 1000, 4],
    [10, 500, 100, 4],
    [10, 2000, 100, 4],
    [10, 2000, 1000, 46],
    [10, 2000, 0, 4],
  ])('with %i ms of jitter, a packet every %i ms and a sender %i ppm slow is at most %f ms off', (...numbers) => {
    const [jitterMs, spacingMs, ppm, mostMs] = numbers;
    const { clock, jumps } = make();
    const random = new SeededRandom(7);
    let worstMs = 0;
    for (let index = 0; index < 5000; index++) {
      const sentMs = index * spacingMs;
      const dueMs = clock.due(sentMs + random.fraction() * jitterMs, sentMs * (1 - ppm / 1e6), 1);
      if (index > 1000) worstMs = Math.max(worstMs, Math.abs(dueMs - sentMs));
    }
    expect(worstMs).toBeLessThan(mostMs);
    expect(jumps).toEqual([]);
  });
});

describe('media time that leaves the arrival clock', () => {
  it.each([
    ['a pause of the sender', 5000, 20],
    ['B83: a clock that steps forward by an hour', 3_600_000, 20],
    ['B83: a clock that steps back by an hour', -3_600_000, 20],
    ['timestamps that jump ahead', 20, 5000],
    ['B72: timestamps that jump back', 20, -900_000],
  ])('%s is one jump to the offset of that packet', (_, arrivalStep, mediaStep) => {
    const { clock, jumps } = make();
    for (let index = 0; index < 200; index++) clock.due(4_000_000 + index * SPACING_MS, index * SPACING_MS, 1);
    const arrival = 4_000_000 + 199 * SPACING_MS + arrivalStep;
    const media = 199 * SPACING_MS + mediaStep;
    expect(clock.due(arrival, media, 1)).toBe(arrival);
    expect(clock.due(arrival + 20, media + 20, 1)).toBe(arrival + 20);
    expect(jumps).toEqual([arrivalStep - mediaStep]);
  });

  it('has the patience that it is given, and none for media from the future', () => {
    const { clock, jumps } = make();
    clock.setPatience(3000);
    clock.due(0, 0, 1);
    expect(clock.due(1520, 20, 1)).toBe(20);
    expect(clock.due(3060, 40, 1)).toBe(3060);
    expect(jumps).toEqual([3020]);
  });

  it('does not believe one timestamp alone that is 500 ms ahead, nor lets it take the latency of those behind it', () => {
    const { clock } = make();
    for (let index = 0; index < 200; index++) clock.due(index * SPACING_MS, index * SPACING_MS, 1);
    expect(clock.due(4000, 4500, 1)).toBe(4000);
    expect(clock.due(4020, 4020, 1)).toBe(4020);
    expect(clock.dueOf(0)).toBe(0);
    expect(clock.due(4040, 4540, 1)).toBe(4040);
    expect(clock.dueOf(0)).toBe(-500);
  });

  it('follows a way that has become slower by 150 ms within 15 s, without a jump', () => {
    const { clock, jumps } = make();
    let previous = 0;
    for (let index = 0; index < 850; index++) {
      const due = clock.due(index * SPACING_MS + (index < 100 ? 0 : 150), index * SPACING_MS, 1);
      if (index > 0) expect(due - previous).toBeLessThan(SPACING_MS + 1.25);
      previous = due;
    }
    expect(clock.dueOf(0)).toBeGreaterThan(148);
    expect(jumps).toEqual([]);
  });

  it('lets no reordered packet begin a timeline, nor wait because of its timestamp', () => {
    const { clock, jumps } = make();
    clock.due(0, 0, 1);
    expect(clock.due(10, 90_000, -1)).toBe(10);
    expect(clock.due(10, -90_000, -1)).toBe(-90_000);
    expect(clock.dueOf(0)).toBe(0);
    expect(jumps).toEqual([]);
  });

  it('takes the first packet after a restart for the beginning, in whichever place it comes', () => {
    const { clock, jumps } = make();
    clock.due(0, 0, 1);
    clock.restart();
    expect(clock.dueOf(0)).toBeNaN();
    expect(clock.due(500, 20, -3)).toBe(500);
    expect(jumps).toEqual([]);
  });

  it('has every packet due as it arrives while media time is unknown', () => {
    const { clock } = make();
    expect(clock.due(5, Number.NaN, 1)).toBe(5);
    expect(clock.due(7, 0, 1)).toBe(7);
  });
});
