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

  it('B39: is the same after a frame that leaves late, because it is decoded after a later one', () => {
    const timeline = new MediaTimeline(90_000);
    const decodingOrder = [0, 3, 1, 2, 6, 4, 5, 9, 7, 8];
    for (let group = 0; group < 50; group++) {
      for (const [index, frame] of decodingOrder.entries()) {
        const ticks = (group * 10 + frame) * 3600;
        const now = 1000 + (group * 10 + Math.max(...decodingOrder.slice(0, index + 1))) * 40;
        timeline.anchor(now, ticks);
        expect(timeline.ticksAt(now)).toBe((now - 1000) * 90);
      }
    }
  });

  it('follows a media clock that is slower or faster than ours, whatever the frames wait', () => {
    for (const rate of [0.9999, 1.0001]) {
      const timeline = new MediaTimeline(90_000);
      for (let frame = 0; frame < 3000; frame++) {
        const waitsMs = [0, 30, 7, 12][frame % 4]!;
        timeline.anchor(frame * 40 + waitsMs, Math.round(frame * 3600 * rate));
        const errorMs = timeline.ticksAt(frame * 40) / 90 - frame * 40 * rate;
        expect(Math.abs(errorMs)).toBeLessThan(0.3);
      }
    }
  });

  it('stands still in a pause, and jumps where the media jumps ahead', () => {
    const timeline = new MediaTimeline(90_000);
    timeline.anchor(0, 0);
    timeline.anchor(10_000, 3600);
    expect(timeline.ticksAt(10_000)).toBe(3600);
    timeline.anchor(10_040, 9_000_000);
    expect(timeline.ticksAt(10_040)).toBe(9_000_000);
  });

  it('gives whole ticks without adding up rounding', () => {
    const timeline = new MediaTimeline(44_100);
    timeline.anchor(0.1, 0);
    for (let frame = 1; frame < 1000; frame++) {
      expect(timeline.ticksAt(0.1 + frame * 23.22)).toBe(Math.round(frame * 23.22 * 44.1));
    }
  });
});
