import { describe, expect, it } from 'vitest';
import { lowestSequenceNumber, ReceptionStatistics } from '../../../src/session/incoming/reception-statistics.js';

function counting(...sequenceNumbers: number[]): ReceptionStatistics {
  const statistics = new ReceptionStatistics(sequenceNumbers[0]!);
  for (const sequenceNumber of sequenceNumbers) statistics.count(sequenceNumber);
  return statistics;
}

describe('RFC 3550 A.3 loss', () => {
  it('counts one lost of four as a quarter', () => {
    const statistics = counting(10, 11, 13);
    expect(statistics.report()).toEqual({
      fractionLost: 64,
      cumulativeLost: 1,
      extendedHighestSequenceNumber: 13,
    });
  });

  it('B33: gives a negative loss and a fraction of 0 when duplicates outnumber losses', () => {
    const statistics = counting(10, 11, 11, 11, 12);
    expect(statistics.report()).toMatchObject({ fractionLost: 0, cumulativeLost: -2 });
    expect(statistics.lost).toBe(-2);
  });

  it('counts cycles into the extended highest sequence number', () => {
    expect(counting(65_534, 65_535, 0, 1).report().extendedHighestSequenceNumber).toBe(65_536 + 1);
  });

  it('tells the fraction of the time since the last report', () => {
    const statistics = counting(0, 2);
    expect(statistics.report().fractionLost).toBe(85);
    statistics.count(3);
    expect(statistics.report()).toMatchObject({ fractionLost: 0, cumulativeLost: 1 });
  });

  it('clamps the cumulative loss to 24 bits', () => {
    const statistics = new ReceptionStatistics(0);
    for (let index = 0; index < 3000; index++) statistics.count((index * 2999) & 0xffff);
    expect(statistics.lost).toBeGreaterThan(0x7f_ffff);
    expect(statistics.report().cumulativeLost).toBe(0x7f_ffff);
  });
});

describe('RFC 3550 A.1 restart', () => {
  it('begins anew when told to', () => {
    const statistics = counting(0, 1, 5);
    statistics.restart(30_001);
    statistics.count(30_001);
    expect(statistics.report()).toMatchObject({ cumulativeLost: 0, extendedHighestSequenceNumber: 30_001 });
  });

  it('takes the lowest of the first packets as the base, across the wrap', () => {
    expect(lowestSequenceNumber([1, 65_535, 0, 2])).toBe(65_535);
  });
});

describe('RFC 3550 A.8 jitter', () => {
  it('is 0 for a steady stream, whatever the origin of the clock', () => {
    const statistics = new ReceptionStatistics(0);
    for (let index = 0; index < 100; index++) {
      statistics.measureJitter(1.7e12 + index * 20, (index * 160 + 2 ** 32 - 800) >>> 0, 8000);
    }
    expect(statistics.jitter).toBeCloseTo(0, 3);
  });

  it('moves by a sixteenth of the change in transit time', () => {
    const statistics = new ReceptionStatistics(0);
    statistics.measureJitter(0, 0, 8000);
    statistics.measureJitter(22, 160, 8000);
    expect(statistics.jitter).toBeCloseTo(1, 9);
  });

  it('takes 1000 s of silence for no jitter at all', () => {
    const statistics = new ReceptionStatistics(0);
    statistics.measureJitter(0, 0, 90_000);
    statistics.measureJitter(1_000_000, 90_000_000, 90_000);
    expect(statistics.jitter).toBe(0);
  });
});
