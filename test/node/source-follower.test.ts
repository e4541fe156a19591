import { describe, expect, it } from 'vitest';
import { SourceFollower } from '../../src/node/source-follower.js';

function following(): { follower: SourceFollower<string>; delivered: string[] } {
  const delivered: string[] = [];
  return { delivered, follower: new SourceFollower(delivered) };
}

describe('following one source and its successors', () => {
  it('stays with the first, however long it pauses', () => {
    const { follower, delivered } = following();
    for (const [ssrc, frame] of [
      [1, 'a'],
      [2, 'x'],
      [2, 'y'],
      [1, 'b'],
    ] as const)
      follower.take(ssrc, frame);
    expect(delivered).toEqual(['a', 'b']);
    expect(follower.ssrc).toBe(1);
  });

  it('goes over to the successor from its first frame on', () => {
    const { follower, delivered } = following();
    for (const [ssrc, frame] of [
      [1, 'a'],
      [2, 'b'],
      [2, 'c'],
    ] as const)
      follower.take(ssrc, frame);
    follower.end(1);
    follower.restart(1, 2);
    follower.take(2, 'd');
    expect(delivered).toEqual(['a', 'b', 'c', 'd']);
  });

  it('takes no notice of the restart or the end of a stranger', () => {
    const { follower, delivered } = following();
    follower.take(1, 'a');
    follower.take(2, 'x');
    follower.end(2);
    follower.restart(2, 3);
    follower.take(3, 'y');
    follower.take(1, 'b');
    expect(delivered).toEqual(['a', 'b']);
  });

  it('goes over to whoever speaks next when the first has ended, without what that one said before', () => {
    const { follower, delivered } = following();
    follower.take(1, 'a');
    follower.take(2, 'x');
    follower.end(1);
    follower.take(2, 'b');
    expect(delivered).toEqual(['a', 'b']);
  });

  it('keeps no more than 64 frames of another source', () => {
    const { follower, delivered } = following();
    follower.take(1, 'a');
    for (let index = 0; index < 100; index++) follower.take(2, String(index));
    follower.restart(1, 2);
    expect(delivered).toHaveLength(65);
    expect(delivered[1]).toBe('36');
  });
});
