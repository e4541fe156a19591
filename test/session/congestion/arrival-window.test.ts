import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArrivalWindow } from '../../../src/session/congestion/arrival-window.js';

const CAPACITY = 2048;

/** All that a window has to tell, as numbers and times of what has come. */
function told(window: ArrivalWindow, most = 10_000): [number, number][] {
  const arrived: [number, number][] = [];
  for (let stretch; (stretch = window.take(most)) !== undefined;) {
    for (const [index, arrivalMs] of stretch.arrivalsMs.entries()) {
      if (!Number.isNaN(arrivalMs)) arrived.push([(stretch.first + index) & 0xffff, arrivalMs]);
    }
  }
  return arrived;
}

describe('arrivals that wait to be told', () => {
  it('tells numbers and losses between them, across the wrap, once', () => {
    const window = new ArrivalWindow();
    window.heard(10, 0xfffe);
    window.heard(11, 1);
    expect(window.untold).toBe(2);
    expect(window.take(100)).toEqual({ first: 0xfffe, arrivalsMs: [10, Number.NaN, Number.NaN, 11] });
    expect(window.untold).toBe(0);
    expect(window.take(100)).toBeUndefined();
  });

  it('tells what was lost before the next packet with it', () => {
    const window = new ArrivalWindow();
    window.heard(10, 5);
    window.take(100);
    window.heard(12, 8);
    expect(window.take(100)).toEqual({ first: 6, arrivalsMs: [Number.NaN, Number.NaN, 12] });
  });

  it('tells a latecomer with all that came after it, and a duplicate not again', () => {
    const window = new ArrivalWindow();
    for (const number of [5, 7, 8]) window.heard(number, number);
    window.take(100);
    window.heard(20, 6);
    window.heard(21, 7);
    expect(window.take(100)).toEqual({ first: 6, arrivalsMs: [20, 7, 8] });
    expect(window.take(100)).toBeUndefined();
  });

  it('begins anew behind a jump further than it reaches, either way', () => {
    const window = new ArrivalWindow();
    window.heard(1, 100);
    window.heard(2, 101 + CAPACITY);
    expect(window.take(10_000)).toEqual({ first: 101 + CAPACITY, arrivalsMs: [2] });
    window.heard(3, 20);
    expect(window.take(10_000)).toEqual({ first: 20, arrivalsMs: [3] });
  });

  it('forgets the oldest of what nobody takes', () => {
    const window = new ArrivalWindow();
    for (let number = 0; number < 5000; number++) window.heard(number, number);
    expect(told(window).map(([number]) => number)).toEqual(
      Array.from({ length: CAPACITY }, (_, index) => 5000 - CAPACITY + index),
    );
  });

  it('tells every packet that comes within reach, whatever the order, the losses and the portions', () => {
    const step = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.boolean());
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffff }),
        fc.array(step),
        fc.integer({ min: 1, max: 30 }),
        (start, steps, most) => {
          const window = new ArrivalWindow();
          const heard = new Map<number, number>();
          const seen = new Map<number, number>();
          let number = start;
          for (const [index, [change, take]] of steps.entries()) {
            number = (number + change) & 0xffff;
            window.heard(index, number);
            if (!heard.has(number)) heard.set(number, index);
            if (take) for (const [each, arrivalMs] of told(window, most)) seen.set(each, arrivalMs);
          }
          for (const [each, arrivalMs] of told(window, most)) seen.set(each, arrivalMs);
          expect(new Map([...seen].toSorted())).toEqual(new Map([...heard].toSorted()));
        },
      ),
    );
  });
});
