import { describe, expect, it } from 'vitest';
import { MediaTimeline } from '../../../src/session/outgoing/media-timeline.js';

describe('media time', () => {
  it('is 0 until the first frame, then runs with the clock', () => {
    const timeline = new MediaTimeline(90_000);
    expect(timeline.ticksAt(5000)).toBe(0);
    timeline.anchor(5000, 0);
    expect(timeline.ticksAt(6000)).toBe(90_000);
  });

  it('follows the media time that the caller tells', () => {
    const timeline = new MediaTimeline(44_100);
    timeline.anchor(1000, 0);
    timeline.anchor(2000, 44_200);
    expect(timeline.ticksAt(2000)).toBe(44_200);
    expect(timeline.ticksAt(2500)).toBe(44_200 + 22_050);
  });

  it('gives whole ticks without adding up rounding', () => {
    const timeline = new MediaTimeline(44_100);
    timeline.anchor(0.1, 0);
    for (let frame = 1; frame < 1000; frame++) {
      expect(timeline.ticksAt(0.1 + frame * 23.22)).toBe(Math.round(frame * 23.22 * 44.1));
    }
  });
});
