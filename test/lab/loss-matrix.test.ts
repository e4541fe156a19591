import { describe, expect, it } from 'vitest';
import { runCell } from './loss-cell.js';
import { allCombinations, pairsOf, pairwise } from './pairwise.js';

const FACTORS = {
  loss: [0, 0.01, 0.05, 0.1, 0.2],
  burst: [1, 3, 10],
  reorder: [0, 0.01, 0.05],
  duplication: [0, 0.01, 0.05],
  jitterMs: [0, 30, 100],
  leadIn: [true, false],
} as const;

// `node scripts/loss-matrix.mjs` runs all of it.
const whole = process.env['RTPKIT_LOSS_MATRIX'] === 'whole';
const cells = whole ? allCombinations(FACTORS).filter(({ loss, burst }) => loss > 0 || burst === 1) : pairwise(FACTORS);

describe('a receiver on an impaired link', () => {
  it.each(cells)(
    'loss $loss in runs of $burst, reordered $reorder, doubled $duplication, jitter $jitterMs ms, lead-in $leadIn',
    (cell) => {
      const { missing, damaged, inTime, leftOut, delivered, statistics, truth } = runCell(
        cell,
        cells.indexOf(cell) + 1,
      );
      expect(missing).toEqual([]);
      expect(damaged).toEqual([]);
      expect(inTime).toBeGreaterThan(0);
      const { jitterBuffer } = statistics;
      expect(jitterBuffer.delivered + jitterBuffer.duplicate + statistics.packetsDiscarded).toBe(truth.packetsReceived);
      expect(statistics.packetsReceived).toBe(truth.packetsReceived);
      expect(statistics.framesReceived).toBe(delivered);
      if (cell.leadIn) {
        expect(statistics.packetsLost).toBe(truth.packetsLost);
        expect(jitterBuffer.lost).toBe(truth.lostByBuffer);
      }
      if (whole)
        console.log(`cell ${JSON.stringify({ ...cell, inTime, leftOut, delivered, late: jitterBuffer.late })}`);
    },
  );
});

describe('the choice of cells', () => {
  it('has every two values of different factors meet, in a small part of all combinations', () => {
    const chosen = pairwise(FACTORS);
    const met = new Set(chosen.flatMap(pairsOf));
    expect(
      allCombinations(FACTORS)
        .flatMap(pairsOf)
        .filter((pair) => !met.has(pair)),
    ).toEqual([]);
    expect(chosen.length).toBeLessThan(30);
  });
});
