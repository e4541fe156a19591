/** Times of a track in a file, which never step back across a restart of the sender. */

import type { RecordingClock } from './recording-clock.js';

/** Players expect that what follows a key frame is presented after what came before it. */
export class TrackClock {
  readonly #clock: RecordingClock;
  #latestMs = 0;
  #floorMs = 0;

  constructor(clock: RecordingClock) {
    this.#clock = clock;
  }

  /** @param keyFrame whether frames presented before this one are all behind it */
  timeMs(presentationMs: number, keyFrame: boolean): number {
    if (keyFrame) this.#floorMs = this.#latestMs;
    const timeMs = Math.max(this.#clock.timeMs(presentationMs), this.#floorMs);
    this.#latestMs = Math.max(this.#latestMs, timeMs);
    return timeMs;
  }
}
