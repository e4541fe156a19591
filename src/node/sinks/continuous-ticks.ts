/** Media time for frames that are sent on: that of their source, and one line of time where sources follow one another. */

import type { FrameReceived } from '../../session/session-output.js';

/** Media time and presentation time drift apart as clocks do, and jump apart only where timestamps begin anew. */
const MAX_STEP_MS = 500;

export class ContinuousTicks {
  readonly #clockRate: number;
  #ssrc = -1;
  /** What the media time of the source is ahead of ours. */
  #offsetTicks = 0;
  #lastTicks = 0;
  #highestTicks = -Infinity;
  #lastPresentationMs = 0;

  /** @param clockRate ticks per second of the frames, and of what comes out */
  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  /**
   * The media time of a frame in whole ticks: exact from frame to frame of one source, by presentation, and behind all that was,
   * from one to the next.
   */
  at({ stream, mediaTicks, presentationMs }: FrameReceived): number {
    const elapsedTicks = Math.round(((presentationMs - this.#lastPresentationMs) * this.#clockRate) / 1000);
    const expectedTicks = this.#lastTicks + elapsedTicks;
    const stepTicks = mediaTicks - this.#offsetTicks - expectedTicks;
    const beginsAnew = Math.abs(stepTicks) * 1000 > MAX_STEP_MS * this.#clockRate;
    if (stream.ssrc !== this.#ssrc || beginsAnew) {
      this.#offsetTicks = mediaTicks - Math.max(expectedTicks, this.#highestTicks + 1);
    }
    this.#ssrc = stream.ssrc;
    this.#lastTicks = mediaTicks - this.#offsetTicks;
    this.#highestTicks = Math.max(this.#highestTicks, this.#lastTicks);
    this.#lastPresentationMs = presentationMs;
    return this.#lastTicks;
  }
}
