import { describe, expect, it } from 'vitest';
import { frameRateFraction } from '../../../src/node/backends/frame-rate.js';

describe('a frame rate as a fraction', () => {
  it.each([
    [30, '30/1'],
    [25, '25/1'],
    [29.97, '30000/1001'],
    [23.976, '24000/1001'],
    [59.94, '60000/1001'],
    [12.5, '12500/1000'],
    [0.0001, '1/1000'],
  ])('%f is %s', (framesPerSecond, fraction) => {
    expect(frameRateFraction(framesPerSecond)).toBe(fraction);
  });

  it.each([0, -1, 1001, Number.NaN, Infinity])('refuses %f', (framesPerSecond) => {
    expect(() => frameRateFraction(framesPerSecond)).toThrow(RangeError);
  });
});
