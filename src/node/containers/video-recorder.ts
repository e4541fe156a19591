/** A received picture on its way into a file: access units with lengths, parameter sets told in front (ISO 14496-15 §5.3). */

import type { RtpkitError } from '../../errors.js';
import {
  isVideoCodingLayer,
  nalUnitType,
  ParameterSets,
  writeAvcConfiguration,
  type AccessUnit,
} from '../../payloaders/h264/index.js';
import type { ReceivedFrame } from '../endpoint/received-stream.js';
import type { MediaSink } from '../media-sink.js';
import type { Recorder } from './recorder.js';
import type { RecordedTrack } from './recording.js';
import { TrackRecorder } from './track-recorder.js';

const TRACK_NUMBER = 1;
const LONGEST_LAST_FRAME_MS = 100;

export class VideoRecorder implements MediaSink<AccessUnit> {
  readonly name: string;
  readonly outputDelayMs = 0;
  /** A file does not go away. */
  readonly ended: Promise<RtpkitError> = new Promise(() => undefined);
  readonly #track: TrackRecorder;
  readonly #sets = new ParameterSets();
  #framesWithoutPicture = 0;
  /** Whether sets have come without a picture, which are to go with the next one. */
  #setsWait = false;
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(recorder: Recorder) {
    this.name = `the picture of ${recorder.path}`;
    this.#track = new TrackRecorder(recorder);
  }

  get framesDropped(): number {
    return this.#track.framesDropped + this.#framesWithoutPicture;
  }

  async write({ frame, presentationMs }: ReceivedFrame<AccessUnit>): Promise<void> {
    // What is no parameter set is not kept.
    for (const nalUnit of frame.nalUnits) this.#sets.store(nalUnit);
    if (!holdsPicture(frame)) {
      this.#setsWait = true;
      this.#framesWithoutPicture++;
      return;
    }
    const unit = this.#setsWait ? frame.withParameterSets(this.#sets) : frame;
    this.#setsWait = false;
    const { keyFrame } = frame;
    const presented = { bytes: unit.toAvc(), presentationMs, durationMs: this.#spacingMs(presentationMs), keyFrame };
    await this.#track.write(TRACK_NUMBER, presented, () => (keyFrame ? this.#describe() : undefined));
  }

  close(): Promise<void> {
    return this.#track.close();
  }

  /** A frame lasts until the next one; of the last, which has none, it is guessed. */
  #spacingMs(presentationMs: number): number {
    const spacingMs = Math.abs(presentationMs - this.#lastMs);
    this.#lastMs = presentationMs;
    return Math.min(spacingMs, LONGEST_LAST_FRAME_MS);
  }

  #describe(): RecordedTrack | undefined {
    const sequence = this.#sets.describe();
    if (sequence === undefined) return undefined;
    const { width, height } = sequence;
    return {
      kind: 'video',
      number: TRACK_NUMBER,
      codecPrivate: writeAvcConfiguration(this.#sets.nalUnits),
      width,
      height,
    };
  }
}

/** A sender that was killed leaves a delimiter alone, and each sample of a file is a picture (ISO 14496-15 §5.2.2). */
function holdsPicture({ nalUnits }: AccessUnit): boolean {
  return nalUnits.some((nalUnit) => isVideoCodingLayer(nalUnitType(nalUnit[0]!)));
}
