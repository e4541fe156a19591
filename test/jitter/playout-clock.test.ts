import { describe, expect, it } from 'vitest';
import { PlayoutClock } from '../../src/jitter/playout-clock.js';

const LATENCY_MS = 200;

/** A stream of 50 packets per second at 90 kHz; returns how long each packet waits. */
function waits(count: number, arrivalOf: (index: number) => number, timestampOf = (index: number) => index * 1800) {
  const clock = new PlayoutClock(LATENCY_MS);
  clock.restart(90_000);
  return Array.from({ length: count }, (_, index) => {
    const arrival = arrivalOf(index);
    return clock.deadline(arrival, timestampOf(index) >>> 0) - arrival;
  });
}

describe('the place of media time on the clock of the receiver', () => {
  it('is told by the fastest packet, so that a slower one waits less', () => {
    expect(waits(4, (index) => index * 20 + [5, 0, 30, 8][index]!)).toEqual([200, 200, 170, 192]);
  });

  it('goes back to the full latency within 4 s when one timestamp was wrong', () => {
    const wrong = waits(
      400,
      (index) => index * 20,
      (index) => index * 1800 + (index === 50 ? 45_000 : 0),
    );
    expect(wrong[49]).toBe(200);
    expect(wrong[51]).toBe(-300);
    expect(wrong.slice(50 + 200).every((wait) => wait === 200)).toBe(true);
  });

  it('follows a sender whose clock is 1 in 1000 slower, and keeps the latency, within 4 ms', () => {
    const drifting = waits(50 * 3600, (index) => index * 20.02);
    expect(Math.min(...drifting.slice(-1000))).toBeGreaterThan(196 - 1e-3);
  });

  it('follows a route that has become slower', () => {
    expect(waits(500, (index) => index * 20 + (index < 100 ? 0 : 150)).at(-1)).toBe(200);
  });
});
