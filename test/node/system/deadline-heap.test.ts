import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeadlineHeap } from '../../../src/node/system/deadline-heap.js';

describe('the heap of deadlines', () => {
  it('is empty at first', () => {
    expect(new DeadlineHeap().nextMs).toBe(Infinity);
  });

  it('hands out the earliest each time, whatever is added in between', () => {
    const deadline = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(-Infinity));
    fc.assert(
      fc.property(fc.array(fc.option(deadline)), (steps) => {
        const heap = new DeadlineHeap<{ readonly deadlineMs: number }>();
        const plain: number[] = [];
        for (const deadlineMs of steps) {
          if (deadlineMs !== null) {
            heap.add(deadlineMs, { deadlineMs });
            plain.push(deadlineMs);
          } else if (plain.length > 0) {
            expect(heap.takeFirst().deadlineMs).toBe(plain.shift());
          }
          plain.sort((a, b) => (a < b ? -1 : Number(a > b)));
          expect(heap.nextMs).toBe(plain[0] ?? Infinity);
        }
      }),
    );
  });
});
