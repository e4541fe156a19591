import { describe, expect, it } from 'vitest';
import { ContinuousTicks } from '../../../src/node/sinks/continuous-ticks.js';
import type { FrameReceived } from '../../../src/node/index.js';

const received = (ssrc: number, mediaTicks: number, presentationMs: number): FrameReceived =>
  ({ stream: { ssrc }, mediaTicks, presentationMs }) as FrameReceived;

describe('media time of frames that are sent on', () => {
  it('is exact from frame to frame, whatever the jitter of their presentation', () => {
    const ticks = new ContinuousTicks(90_000);
    const first = ticks.at(received(1, 5_000_000_000, 1000));
    const jitterMs = [0, 12, -9, 30, 3];
    const steps = jitterMs.map((jitter, index) =>
      ticks.at(received(1, 5_000_000_000 + 3003 * index, 1000 + 33 * index + jitter)),
    );
    expect(steps.map((step) => step - first)).toEqual([0, 3003, 6006, 9009, 12_012]);
  });

  it('steps back where B-frames do', () => {
    const ticks = new ContinuousTicks(90_000);
    const times = [0, 9000, 3000, 6000].map((media) => ticks.at(received(1, media, 1000 + media / 90)));
    expect(times.map((time) => time - times[0]!)).toEqual([0, 9000, 3000, 6000]);
  });

  it('follows a clock that is 0.1 % fast for ten hours', () => {
    const ticks = new ContinuousTicks(90_000);
    const first = ticks.at(received(1, 0, 0));
    let last = first;
    for (let second = 1; second <= 36_000; second++) last = ticks.at(received(1, 90_000 * second, 999 * second));
    expect(last - first).toBe(90_000 * 36_000);
  });

  it('goes on by presentation where another source, or another count of the same, begins', () => {
    const ticks = new ContinuousTicks(90_000);
    const first = ticks.at(received(1, 700, 1000));
    expect(ticks.at(received(2, 4_000_000_000, 1500)) - first).toBe(45_000);
    expect(ticks.at(received(2, 4_000_009_000, 1600)) - first).toBe(54_000);
    expect(ticks.at(received(2, 99, 2000)) - first).toBe(90_000);
  });

  it('never lets another source begin before the end of the one before', () => {
    const ticks = new ContinuousTicks(90_000);
    const times = [0, 9000, 3000].map((media) => ticks.at(received(1, media, 1000 + media / 90)));
    expect(ticks.at(received(2, 5, 1040))).toBe(times[1]! + 1);
  });

  it('leaves the pause of a source as long as it was', () => {
    const ticks = new ContinuousTicks(90_000);
    const first = ticks.at(received(1, 0, 1000));
    expect(ticks.at(received(1, 90_000 * 60, 61_000)) - first).toBe(90_000 * 60);
  });
});
