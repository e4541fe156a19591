import { describe, expect, it } from 'vitest';
import { AdaptiveLatency } from '../../src/jitter/adaptive-latency.js';
import { DelayHistogram } from '../../src/jitter/delay-histogram.js';
import { LatencyAdviser } from '../../src/jitter/latency-advice.js';
import { SeededRandom } from '../../src/lab/seeded-random.js';

const BAND = { minMs: 20, maxMs: 500 };

/** 50 packets/s from `fromMs` to `toMs`, delayed evenly up to `jitterMs`; returns what the latency was after each. */
function feed(adaptive: AdaptiveLatency, fromMs: number, toMs: number, jitterMs: number): number[] {
  const random = new SeededRandom(3);
  const seen: number[] = [];
  for (let now = fromMs; now < toMs; now += 20) {
    adaptive.measure(now, random.fraction() * jitterMs);
    seen.push(adaptive.latencyMs);
  }
  return seen;
}

describe('a latency that follows the network', () => {
  it('settles above the jitter of the link, within a few steps of the histogram', () => {
    const adaptive = new AdaptiveLatency(BAND, 200);
    feed(adaptive, 0, 60_000, 100);
    expect(adaptive.latencyMs).toBeGreaterThan(95);
    expect(adaptive.latencyMs).toBeLessThanOrEqual(108);
  });

  it('grows at once with a packet that is late', () => {
    const adaptive = new AdaptiveLatency(BAND, 40);
    feed(adaptive, 0, 10_000, 30);
    adaptive.measure(10_000, 220);
    expect(adaptive.latencyMs).toBe(224);
  });

  it('shrinks by no more than 5 ms in a second, and all the way', () => {
    const adaptive = new AdaptiveLatency(BAND, 40);
    feed(adaptive, 0, 5000, 30);
    adaptive.measure(5000, 400);
    const seen = feed(adaptive, 5020, 120_000, 30);
    seen.forEach((latencyMs, index) => {
      if (index > 0) expect(seen[index - 1]! - latencyMs).toBeLessThanOrEqual(20 * 0.005 + 1e-9);
    });
    expect(seen.at(-1)).toBeLessThanOrEqual(40);
  });

  it('stays within its band, whatever the network does', () => {
    const adaptive = new AdaptiveLatency(BAND, 9999);
    expect(adaptive.latencyMs).toBe(500);
    feed(adaptive, 0, 200_000, 1);
    expect(adaptive.latencyMs).toBe(20);
    adaptive.measure(200_000, 1e9);
    expect(adaptive.latencyMs).toBe(20);
    adaptive.measure(200_000, 900);
    expect(adaptive.latencyMs).toBe(500);
    adaptive.latencyMs = 0;
    expect(adaptive.latencyMs).toBe(20);
  });

  it('B83: goes on when the clock steps back by an hour', () => {
    const adaptive = new AdaptiveLatency(BAND, 40);
    feed(adaptive, 4_000_000, 4_010_000, 30);
    adaptive.measure(400_000, 150);
    expect(adaptive.latencyMs).toBe(154);
    feed(adaptive, 400_020, 460_000, 30);
    expect(adaptive.latencyMs).toBeLessThanOrEqual(40);
  });
});

describe('how often which delay was seen', () => {
  it('names the delay that a share stayed below, to 4 ms', () => {
    const histogram = new DelayHistogram();
    expect(histogram.quantileMs(0.5)).toBe(0);
    for (let delayMs = 0; delayMs < 100; delayMs++) histogram.add(delayMs);
    expect(histogram.quantileMs(0.5)).toBe(52);
    expect(histogram.quantileMs(1)).toBe(100);
    histogram.halve();
    expect(histogram.total).toBe(50);
    expect(histogram.quantileMs(0.5)).toBe(52);
  });

  it('counts what is out of range at its ends', () => {
    const histogram = new DelayHistogram();
    for (const delayMs of [-7, 1e12, Infinity, Number.NaN]) histogram.add(delayMs);
    expect([...histogram.steps()]).toEqual([
      { belowMs: 4, count: 1 },
      { belowMs: 2048, count: 3 },
    ]);
  });
});

describe('advice on the latency', () => {
  it('says how many of the late packets each latency would have saved, and recommends one', () => {
    const adviser = new LatencyAdviser();
    expect(adviser.advice()).toEqual({ recommendedMs: 0, saved: [] });
    for (let index = 0; index < 9980; index++) adviser.arrived(index % 50);
    for (let index = 0; index < 15; index++) adviser.late(210);
    for (let index = 0; index < 5; index++) adviser.late(333);
    expect(adviser.advice()).toEqual({
      recommendedMs: 212,
      saved: [
        { latencyMs: 212, packets: 15 },
        { latencyMs: 336, packets: 20 },
      ],
    });
  });
});
