import { describe, expect, it } from 'vitest';
import { PresentationOrder } from '../../src/jitter/presentation-order.js';

/** Feeds pairs of ticks and milliseconds. */
function placeAll(pairs: readonly (readonly [number, number])[]): number[] {
  const order = new PresentationOrder();
  return pairs.map(([ticks, ms]) => {
    order.place(ticks, ms);
    return order.presentationMs;
  });
}

describe('presentation in the order of timestamps', () => {
  it('keeps the backward steps of B-frames', () => {
    expect(
      placeAll([
        [0, 0],
        [5, 166],
        [3, 99],
        [4, 132],
        [8, 263],
      ]),
    ).toEqual([0, 166, 99, 132, 263]);
  });

  it('uses the previous time again where the clock moves against the timestamps', () => {
    expect(
      placeAll([
        [0, 100],
        [1, 90],
        [2, 120],
        [1, 125],
        [3, 130],
      ]),
    ).toEqual([100, 100, 120, 120, 130]);
  });

  it('gives the packets of one frame one time', () => {
    expect(
      placeAll([
        [0, 100],
        [0, 98],
        [0, 103],
        [1, 133],
      ]),
    ).toEqual([100, 100, 100, 133]);
  });

  it('lets a new timeline go where it will', () => {
    expect(
      placeAll([
        [100, 5000],
        [101, 20],
        [102, 53],
      ]),
    ).toEqual([5000, 20, 53]);
  });
});
