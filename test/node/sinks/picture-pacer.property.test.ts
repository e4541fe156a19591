import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PicturePacer } from '../../../src/node/sinks/picture-pacer.js';

const INTERVAL_MS = 40;
const DURATION_MS = 4000;

/** Every picture once, in order; what went and when, taken by a reader that is busy for some milliseconds after each. */
function pace(arrivals: readonly number[], busyMs: number): { atMs: number; number: number }[] {
  const pacer = new PicturePacer(1000 / INTERVAL_MS);
  const gone: { atMs: number; number: number }[] = [];
  let readyMs = 0;
  let next = 0;
  for (let now = 0; now < DURATION_MS; now++) {
    for (; next < arrivals.length && arrivals[next]! <= now; next++) pacer.offer(Uint8Array.of(next & 0xff, next >> 8));
    while (readyMs <= now) {
      const picture = pacer.take(now);
      if (picture === undefined) break;
      gone.push({ atMs: now, number: picture[0]! + 256 * picture[1]! });
      readyMs = now + busyMs;
    }
  }
  return gone;
}

const arrivalTimes = fc
  .array(fc.integer({ min: 0, max: DURATION_MS - 1 }), { minLength: 1, maxLength: 300 })
  .map((times) => times.toSorted((a, b) => a - b));

describe('pictures at a constant rate, whenever they come', () => {
  it('keeps to the rate within an interval either way from the first picture on', () => {
    fc.assert(
      fc.property(arrivalTimes, (arrivals) => {
        const gone = pace(arrivals, 0);
        const startMs = arrivals[0]!;
        expect(gone[0]!.atMs).toBe(startMs);
        for (const [index, { atMs }] of gone.entries())
          expect(Math.abs(atMs - (startMs + index * INTERVAL_MS))).toBeLessThanOrEqual(INTERVAL_MS);
        expect(gone.length).toBeGreaterThanOrEqual(Math.floor((DURATION_MS - 1 - startMs) / INTERVAL_MS));
      }),
    );
  });

  it('never shows an old picture once there is a newer one', () => {
    fc.assert(
      fc.property(arrivalTimes, fc.integer({ min: 0, max: 100 }), (arrivals, busyMs) => {
        for (const { atMs, number } of pace(arrivals, busyMs))
          expect(number).toBe(arrivals.findLastIndex((arrivalMs) => arrivalMs <= atMs));
      }),
    );
  });

  it('shows a slow reader a picture whenever it is ready', () => {
    fc.assert(
      fc.property(arrivalTimes, fc.integer({ min: INTERVAL_MS, max: 200 }), (arrivals, busyMs) => {
        const gone = pace(arrivals, busyMs);
        for (const [index, { atMs }] of gone.entries()) {
          const readyMs = index === 0 ? arrivals[0]! : gone[index - 1]!.atMs + busyMs;
          expect(atMs - readyMs).toBeLessThanOrEqual(2 * INTERVAL_MS);
        }
      }),
    );
  });
});
