import { describe, expect, it } from 'vitest';
import { SourceFollower, type FollowedFrame } from '../../../src/node/endpoint/source-follower.js';
import { SessionDriver, type Heard } from '../../session/session-driver.js';
import { toyFormat } from '../../session/toy-format.js';

interface Spoken extends FollowedFrame {
  readonly text: string;
}

function following(): { follower: SourceFollower<Spoken>; delivered: () => string[] } {
  const frames: Spoken[] = [];
  return { delivered: () => frames.map(({ text }) => text), follower: new SourceFollower(frames) };
}

/** What a source says at a time. */
function said(ssrc: number, text: string, releaseMs: number, encodingName = 'H264'): Spoken {
  return { stream: { ssrc, format: { encodingName } }, releaseMs, text };
}

describe('following one source and its successors', () => {
  it('stays with the first, however long it pauses, beside one that spoke before', () => {
    const { follower, delivered } = following();
    for (const frame of [said(1, 'a', 0), said(2, 'w', 10), said(1, 'b', 20), said(2, 'x', 30), said(2, 'y', 9000)]) {
      follower.take(frame);
    }
    follower.take(said(1, 'c', 9010));
    expect(delivered()).toEqual(['a', 'b', 'c']);
    expect(follower.ssrc).toBe(1);
  });

  it('goes over to the successor from its first frame on', () => {
    const { follower, delivered } = following();
    for (const frame of [said(1, 'a', 0), said(2, 'b', 20), said(2, 'c', 40)]) follower.take(frame);
    follower.restart(1, 2);
    follower.end(1);
    follower.take(said(2, 'd', 60));
    expect(delivered()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('takes no notice of the restart or the end of a stranger', () => {
    const { follower, delivered } = following();
    for (const frame of [said(1, 'a', 0), said(2, 'x', 20)]) follower.take(frame);
    follower.end(2);
    follower.restart(2, 3);
    follower.take(said(3, 'y', 40));
    follower.take(said(1, 'b', 60));
    expect(delivered()).toEqual(['a', 'b']);
  });

  it('goes over to whoever speaks next when the first has ended, without what that one said beside it', () => {
    const { follower, delivered } = following();
    for (const frame of [said(2, 'x', 0), said(1, 'a', 10), said(2, 'b', 20)]) follower.take(frame);
    follower.end(2);
    follower.take(said(1, 'c', 30));
    expect(delivered()).toEqual(['x', 'b', 'c']);
  });

  it('does not take sound for the successor of a picture that pauses', () => {
    const { follower, delivered } = following();
    for (const frame of [said(1, 'a', 0), said(2, 'x', 10, 'VORBIS'), said(2, 'y', 5000, 'VORBIS')])
      follower.take(frame);
    expect(delivered()).toEqual(['a']);
  });

  it('keeps no more than 64 frames of another source', () => {
    const { follower, delivered } = following();
    follower.take(said(1, 'a', 0));
    for (let index = 0; index < 100; index++) follower.take(said(2, String(index), 1 + index));
    follower.restart(1, 2);
    expect(delivered()).toHaveLength(65);
    expect(delivered()[1]).toBe('36');
  });
});

describe('a sender that came back with another SSRC and another payload type', () => {
  const receive = [96, 97].map((payloadType) => ({ payloadType, format: toyFormat() }));

  /** The frames that a follower passes on of two seconds of one source and three of the other, and when the last came. */
  function follow(saysGoodbye: boolean): { frames: Heard[]; atMs: Map<number, number> } {
    const driver = new SessionDriver({ receive, latencyMs: 200 });
    driver.play({ ssrc: 1, name: 1, everyMs: 40 }, 0, 50, 0);
    if (saysGoodbye) driver.goodbye(1);
    driver.play({ ssrc: 2, name: 2, everyMs: 40, payloadType: 97 }, 0, 75, driver.now + 300);
    driver.runTo(driver.now + 1000);
    const atMs = new Map<number, number>();
    const passed: FollowedFrame[] = [];
    const follower = new SourceFollower<FollowedFrame>(passed);
    for (const { at, output } of driver.said) {
      if (output.type === 'frame') follower.take(output);
      else if (output.type === 'restart') follower.restart(output.previousSsrc, output.stream.ssrc);
      else if (output.type === 'end') follower.end(output.stream.ssrc);
      if (follower.ssrc !== undefined && !atMs.has(follower.ssrc)) atMs.set(follower.ssrc, at);
    }
    expect(driver.heard('restart')).toEqual([]);
    return { frames: driver.frames.slice(0, passed.length), atMs };
  }

  it('is followed at once when the old source has said BYE, from its first frame on', () => {
    const { frames, atMs } = follow(true);
    expect(frames.map(({ name }) => name)).toEqual([...Array(50).fill(1), ...Array(75).fill(2)]);
    expect(atMs.get(2)).toBeLessThanOrEqual(1960 + 300 + 40 + 200);
  });

  it('is followed after 2 s when the old source has fallen silent, from its first frame on', () => {
    const { frames, atMs } = follow(false);
    expect(frames).toHaveLength(125);
    expect(atMs.get(2)).toBeLessThanOrEqual(1960 + 200 + 2000 + 40);
  });
});
