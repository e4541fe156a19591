/** Presentation times of a session as times of the file that is recorded. */

/** All tracks of a file begin with the frame that came first. */
export class RecordingClock {
  #originMs: number | undefined;

  /** From the start of the file in milliseconds; negative for what was to be presented before the first frame that came. */
  timeMs(presentationMs: number): number {
    this.#originMs ??= presentationMs;
    return presentationMs - this.#originMs;
  }
}
