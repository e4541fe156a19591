/** Received sound on its way into a file: packets of Vorbis, their headers told in front. */

import { equalBytes } from '../../bytes/octets.js';
import type { RtpkitError } from '../../errors.js';
import { writeLacedHeaders, type VorbisConfiguration, type VorbisPacket } from '../../payloaders/vorbis/index.js';
import type { ReceivedFrame } from '../endpoint/received-stream.js';
import type { MediaSink } from '../media-sink.js';
import type { Recorder } from './recorder.js';
import type { RecordedTrack } from './recording.js';
import { TrackRecorder } from './track-recorder.js';

const TRACK_NUMBER = 2;

export class AudioRecorder implements MediaSink<VorbisPacket> {
  readonly name: string;
  readonly outputDelayMs = 0;
  /** A file does not go away. */
  readonly ended: Promise<RtpkitError> = new Promise(() => undefined);
  readonly #track: TrackRecorder;
  /** What the file that is written now was told. */
  #configuration: VorbisConfiguration | undefined;

  constructor(recorder: Recorder) {
    this.name = `the sound of ${recorder.path}`;
    this.#track = new TrackRecorder(recorder);
  }

  get framesDropped(): number {
    return this.#track.framesDropped;
  }

  async write({ frame, presentationMs }: ReceivedFrame<VorbisPacket>): Promise<void> {
    const { bytes, configuration, durationSamples } = frame;
    const isOther = this.#track.begun && !decodesAlike(configuration, this.#configuration!);
    if (isOther && !(await this.#track.nextPart())) return;
    const durationMs = (durationSamples * 1000) / configuration.sampleRate;
    const presented = { bytes, presentationMs, durationMs, keyFrame: true };
    await this.#track.write(TRACK_NUMBER, presented, () => {
      this.#configuration = configuration;
      return describe(configuration);
    });
  }

  close(): Promise<void> {
    return this.#track.close();
  }
}

/** Nothing is decoded with comments: a sender that was started again may have others. */
function decodesAlike(a: VorbisConfiguration, b: VorbisConfiguration): boolean {
  return a === b || (equalBytes(a.identification, b.identification) && equalBytes(a.setup, b.setup));
}

function describe(configuration: VorbisConfiguration): RecordedTrack {
  const { channels, sampleRate } = configuration;
  return { kind: 'audio', number: TRACK_NUMBER, codecPrivate: writeLacedHeaders(configuration), sampleRate, channels };
}
