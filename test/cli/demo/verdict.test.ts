import { describe, expect, it } from 'vitest';
import { compareFrames, describeComparison, isPerfect } from '../../../src/cli/demo/verdict.js';

const sent = [['a', 'b'], ['c'], ['d']];

describe('the verdict on what was received', () => {
  it('is perfect when every part of every frame is equal', () => {
    const comparison = compareFrames(sent, [['a', 'b'], ['c'], ['d']]);
    expect(comparison).toEqual({ sent: 3, received: 3, equal: 3, firstDifference: undefined });
    expect(isPerfect(comparison)).toBe(true);
    expect(describeComparison(comparison, 'frames')).toBe('3 frames sent, 3 received, 3 equal');
  });

  it.each([
    ['a frame that was lost', [['a', 'b'], ['d']], 1],
    ['a frame too many', [['a', 'b'], ['c'], ['d'], ['d']], 3],
    ['a part that was lost', [['a'], ['c'], ['d']], 0],
    ['a part that was changed', [['a', 'b'], ['x'], ['d']], 1],
    ['parts out of order', [['b', 'a'], ['c'], ['d']], 0],
    ['nothing received', [], 0],
  ])('is not for %s, and says where', (_name, received, firstDifference) => {
    const comparison = compareFrames(sent, received);
    expect(isPerfect(comparison)).toBe(false);
    expect(comparison.firstDifference).toBe(firstDifference);
    expect(describeComparison(comparison, 'frames')).toContain(`the first difference is at ${firstDifference}`);
  });

  it('is not when nothing was sent', () => expect(isPerfect(compareFrames([], []))).toBe(false));
});
