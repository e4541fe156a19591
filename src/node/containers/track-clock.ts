/** Presentation times of a track as times of a file, which never step back across a restart of the sender. */

/** All tracks of a file begin with the frame that came first. */
export class RecordingClock {
  #originMs: number | undefined;

  /** From the start of the file in milliseconds; negative for what was to be presented before the first frame that came. */
  timeMs(presentationMs: number): number {
    this.#originMs ??= presentationMs;
    return presentationMs - this.#originMs;
  }
}

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
