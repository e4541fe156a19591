/** Turns a recording into a live source: each frame waits until its media time has come. */

import { setTimeout as delay } from 'node:timers/promises';
import { monotonicNow } from '../system/system-clock.js';

/** A frame and its place in time. */
export interface TimedFrame {
  readonly bytes: Uint8Array;
  /** Media time in clock-rate ticks from any origin. */
  readonly timestampTicks: number;
  /** When it is due, in the same ticks, where that is another time: frames in decoding order may be presented in another order. */
  readonly sendingTicks?: number;
}

/**
 * Yields each frame when its ticks / `clockRate` seconds have passed since the first, measured against one start, so that no
 * error adds up. A consumer that falls behind gets the backlog at once.
 * @param leadMs how much earlier they may come: a live source, whose clock is not ours, is not to be held up
 */
export async function* atLivePace<Frame extends TimedFrame>(
  frames: AsyncIterable<Frame>,
  clockRate: number,
  leadMs: number = 0,
): AsyncGenerator<Frame, void, undefined> {
  let originMs: number | undefined;
  for await (const frame of frames) {
    const mediaMs = ((frame.sendingTicks ?? frame.timestampTicks) * 1000) / clockRate;
    originMs ??= monotonicNow() - mediaMs;
    const earlyMs = originMs + mediaMs - monotonicNow() - leadMs;
    if (earlyMs > 0) await delay(earlyMs);
    yield frame;
  }
}

/** Gives frames that carry no time their places at a constant rate, the first at 0. */
export async function* atFrameRate(
  frames: AsyncIterable<{ readonly bytes: Uint8Array }>,
  framesPerSecond: number,
  clockRate: number = 90_000,
): AsyncGenerator<TimedFrame, void, undefined> {
  let index = 0;
  for await (const { bytes } of frames) {
    yield { bytes, timestampTicks: Math.round((index * clockRate) / framesPerSecond) };
    index++;
  }
}
