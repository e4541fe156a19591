import { describe, expect, it } from 'vitest';
import {
  burstLoss,
  constantDelay,
  exponentialDelay,
  gilbertElliottLoss,
  normalDelay,
  occasionalDelay,
  SeededRandom,
  summedDelay,
  uniformDelay,
  uniformLoss,
  type DelayModel,
  type LossModel,
} from '../../src/lab/index.js';

const DRAWS = 200_000;

function drawLoss(model: LossModel): { share: number; meanBurst: number } {
  const isLost = model(new SeededRandom(11));
  let lost = 0;
  let bursts = 0;
  let before = false;
  for (let count = 0; count < DRAWS; count++) {
    const now = isLost();
    if (now) lost++;
    if (now && !before) bursts++;
    before = now;
  }
  return { share: lost / DRAWS, meanBurst: lost / bursts };
}

function drawDelay(model: DelayModel): { least: number; mean: number; deviation: number } {
  const delay = model(new SeededRandom(12));
  const drawn = Array.from({ length: DRAWS }, delay);
  const mean = drawn.reduce((sum, ms) => sum + ms, 0) / DRAWS;
  const deviation = Math.sqrt(drawn.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / DRAWS);
  return { least: drawn.reduce((least, ms) => Math.min(least, ms), Infinity), mean, deviation };
}

/** Within five in a hundred. */
function expectNear(found: number, expected: number): void {
  expect(Math.abs(found - expected)).toBeLessThan(0.05 * expected);
}

describe('loss models', () => {
  // Losses that are independent follow one another by chance: the mean run is 1 / (1 − p).
  it('uniform: the share that was asked for, in runs of chance', () => {
    const { share, meanBurst } = drawLoss(uniformLoss(0.1));
    expectNear(share, 0.1);
    expectNear(meanBurst, 1 / 0.9);
  });

  it.each([
    [0.05, 3],
    [0.2, 10],
    [0.01, 1],
  ])('bursts: a share of %f in runs of %i', (asked, length) => {
    const { share, meanBurst } = drawLoss(burstLoss(asked, length));
    expect(Math.abs(share - asked)).toBeLessThan(0.1 * asked);
    expectNear(meanBurst, length);
  });

  // Gilbert–Elliott in the long run: bad for p / (p + r) of the time; share = good × lossInGood + bad × lossInBad.
  it('Gilbert–Elliott with losses in both states', () => {
    const model = gilbertElliottLoss({ goodToBad: 0.02, badToGood: 0.08, lossInGood: 0.01, lossInBad: 0.5 });
    expectNear(drawLoss(model).share, 0.8 * 0.01 + 0.2 * 0.5);
  });

  it('starts anew for each link', () => {
    const model = burstLoss(0.5, 10);
    const draw = (): boolean[] => Array.from({ length: 50 }, model(new SeededRandom(3)));
    expect(draw()).toEqual(draw());
  });

  it.each<[string, () => LossModel]>([
    ['loss is 2', () => uniformLoss(2)],
    ['badToGood is -1', () => gilbertElliottLoss({ goodToBad: 0, badToGood: -1 })],
    ['share is 0.9', () => burstLoss(0.9, 3)],
    ['length is 0', () => burstLoss(0, 0)],
  ])('refuses what cannot be: %s', (message, make) => {
    expect(make).toThrow(RangeError);
    expect(make).toThrow(message);
  });
});

describe('delay models', () => {
  it.each<[string, DelayModel, number, number]>([
    ['constant', constantDelay(7), 7, 0],
    ['uniform', uniformDelay(30), 15, 30 / Math.sqrt(12)],
    ['exponential', exponentialDelay(20), 20, 20],
    ['normal', normalDelay(100, 10), 100, 10],
    ['occasional', occasionalDelay(0.25, constantDelay(40)), 10, 40 * Math.sqrt(0.25 * 0.75)],
    ['summed', summedDelay(constantDelay(5), uniformDelay(30), normalDelay(50, 5)), 70, Math.sqrt(75 + 25)],
  ])('%s: mean and deviation of the distribution', (_, model, mean, deviation) => {
    const drawn = drawDelay(model);
    expectNear(drawn.mean, mean);
    expect(Math.abs(drawn.deviation - deviation)).toBeLessThanOrEqual(0.05 * deviation + 1e-6);
    expect(drawn.least).toBeGreaterThanOrEqual(0);
  });

  it('is never negative, however wide the bell', () => {
    expect(drawDelay(normalDelay(1, 50)).least).toBe(0);
  });

  it.each<[string, () => DelayModel]>([
    ['ms is -1', () => constantDelay(-1)],
    ['meanMs is NaN', () => exponentialDelay(Number.NaN)],
    ['probability is 1.1', () => occasionalDelay(1.1, constantDelay(1))],
    ['parts is 0', () => summedDelay()],
  ])('refuses what cannot be: %s', (message, make) => {
    expect(make).toThrow(RangeError);
    expect(make).toThrow(message);
  });
});
