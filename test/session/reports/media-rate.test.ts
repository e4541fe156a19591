import { describe, expect, it } from 'vitest';
import { MediaRate } from '../../../src/session/reports/media-rate.js';

const FRAME_MS = 40;

/** Frames of so many octets until `untilMs`, the rate asked for after each `every`. */
function carry(rate: MediaRate, fromMs: number, untilMs: number, octets: number, every = 1): number[] {
  const rates: number[] = [];
  for (let now = fromMs, index = 1; now < untilMs; now += FRAME_MS, index++) {
    rate.count(octets);
    if (index % every === 0) rates.push(rate.at(now + FRAME_MS));
  }
  return rates;
}

describe('RFC 3550 §6.2 session bandwidth, measured', () => {
  it('is 0 before anything was carried, whatever the origin of the clock', () => {
    for (const origin of [0, -1e9, 1e12]) expect(new MediaRate().at(origin)).toBe(0);
  });

  it.each([1, 7, 125])('is that of a constant stream, asked for after every frame or every %d', (every) => {
    const rate = new MediaRate();
    rate.begin(0);
    const rates = carry(rate, 0, 30_000, 5000, every);
    expect(rates.at(-1)).toBeCloseTo(1_000_000, -3);
    expect(Math.max(...rates)).toBeLessThan(1_000_001);
  });

  it('is nearly that half a second after the stream has begun, however long nothing was carried before', () => {
    const rate = new MediaRate();
    rate.at(0);
    rate.begin(60_000);
    expect(carry(rate, 60_000, 60_500, 5000).at(-1)).toBeGreaterThan(700_000);
  });

  it('moves by less than a tenth where every 25th frame has ten times the octets of the others', () => {
    const rate = new MediaRate();
    rate.begin(0);
    const rates: number[] = [];
    for (let index = 0; index < 500; index++) {
      rate.count(index % 25 === 0 ? 50_000 : 5000);
      rates.push(rate.at((index + 1) * FRAME_MS));
    }
    const settled = rates.slice(250);
    const mean = (34 * 5000 * 8) / (25 * (FRAME_MS / 1000));
    expect(Math.max(...settled)).toBeLessThan(1.1 * mean);
    expect(Math.min(...settled)).toBeGreaterThan(0.9 * mean);
  });

  it('falls below a sixteenth six seconds after the media has stopped, asked for often or once', () => {
    for (const times of [1, 60]) {
      const rate = new MediaRate();
      rate.begin(0);
      carry(rate, 0, 20_000, 5000);
      for (let index = 1; index <= times; index++) rate.at(20_000 + (index * 6000) / times);
      expect(rate.at(26_000)).toBeLessThan(1_000_000 / 16);
      expect(rate.at(26_000)).toBeGreaterThan(1_000_000 / 25);
    }
  });

  it('says the same when asked twice in one instant', () => {
    const rate = new MediaRate();
    rate.begin(0);
    carry(rate, 0, 1000, 5000);
    const now = rate.at(1000);
    rate.count(1_000_000);
    expect(rate.at(1000)).toBe(now);
    expect(rate.at(1001)).toBeGreaterThan(now);
  });
});
