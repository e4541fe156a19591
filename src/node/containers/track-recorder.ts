/** One stream on its way into whatever file is written now. */

import type { RecordedPart, Recorder } from './recorder.js';
import type { RecordedTrack } from './recording.js';
import { TrackClock } from './track-clock.js';

/** A frame with the time it is presented at, in milliseconds of the session's clock. */
export interface PresentedFrame {
  readonly bytes: Uint8Array;
  readonly presentationMs: number;
  readonly durationMs: number;
  readonly keyFrame: boolean;
}

export class TrackRecorder {
  readonly #recorder: Recorder;
  #part: RecordedPart | undefined;
  #clock: TrackClock | undefined;
  #framesDropped = 0;

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
    recorder.join(this);
  }

  /** Frames that no file could begin with, or had no room for. */
  get framesDropped(): number {
    return this.#framesDropped;
  }

  /**
   * Writes a frame.
   * @param describe what a player has to know, asked for in front of the first frame of a file; `undefined` when the track cannot
   *   begin with this frame
   */
  async write(trackNumber: number, frame: PresentedFrame, describe: () => RecordedTrack | undefined): Promise<void> {
    // Nothing may come between the file and the frame: another stream could have ended the file meanwhile.
    const part = this.#recorder.part ?? (await this.#recorder.opened());
    if (part !== this.#part && !this.#begin(part, describe())) {
      this.#framesDropped++;
      return;
    }
    const { bytes, durationMs, keyFrame, presentationMs } = frame;
    const timeMs = this.#clock!.timeMs(presentationMs, keyFrame);
    await part.recording.write(trackNumber, { bytes, timeMs, durationMs, keyFrame });
  }

  /** Whether there is a track of ours in the file that is written now. */
  get begun(): boolean {
    return this.#part !== undefined && this.#part === this.#recorder.part;
  }

  /** Ends the file for the one that follows; false, and the frame is left out, when there have been too many. */
  async nextPart(): Promise<boolean> {
    if (this.#recorder.isLast) {
      this.#framesDropped++;
      return false;
    }
    await this.#recorder.nextPart();
    return true;
  }

  close(): Promise<void> {
    return this.#recorder.leave(this);
  }

  #begin(part: RecordedPart, track: RecordedTrack | undefined): boolean {
    if (track === undefined || !part.recording.addTrack(track)) return false;
    this.#part = part;
    this.#clock = new TrackClock(part.clock);
    return true;
  }
}
