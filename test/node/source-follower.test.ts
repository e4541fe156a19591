import { describe, expect, it } from 'vitest';
import { SourceFollower } from '../../src/node/source-follower.js';

describe('following one source and its successors', () => {
  it('stays with the first while it speaks', () => {
    const follower = new SourceFollower();
    expect(follower.accepts(1, 0)).toBe(true);
    expect(follower.accepts(2, 10)).toBe(false);
    expect(follower.accepts(1, 400)).toBe(true);
    expect(follower.accepts(2, 800)).toBe(false);
    expect(follower.ssrc).toBe(1);
  });

  it('goes over to another at once after its end', () => {
    const follower = new SourceFollower();
    follower.accepts(1, 0);
    follower.end(1);
    expect(follower.accepts(2, 1)).toBe(true);
  });

  it('goes over to another when the first has fallen silent', () => {
    const follower = new SourceFollower();
    follower.accepts(1, 0);
    expect(follower.accepts(2, 499)).toBe(false);
    expect(follower.accepts(2, 500)).toBe(true);
    expect(follower.accepts(1, 501)).toBe(false);
  });

  it('takes no notice of the end of a stranger', () => {
    const follower = new SourceFollower();
    follower.accepts(1, 0);
    follower.end(2);
    expect(follower.accepts(2, 1)).toBe(false);
  });
});
