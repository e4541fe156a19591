/** What can be sent of a media file: tracks of H.264 and Vorbis as they are in it, nothing decoded. */

import { RtpkitError } from '../../errors.js';
import type { VorbisConfiguration } from '../../payloaders/vorbis/index.js';
import type { TimedFrame } from '../files/live-pace.js';

/** One track; its frames can be iterated again, from the start. */
export type ContainerTrack = VideoTrack | AudioTrack;

interface Track {
  /** Ticks per second of its frames. */
  readonly clockRate: number;
  /** How much later it begins than the first track of the file, in milliseconds: what a live sender of both has to wait. */
  readonly startMs: number;
  /**
   * In decoding order, with the times of the file; all tracks count from the same origin. What cannot be read of them is left
   * out and counted.
   * @throws RtpkitError `ERR_RTPKIT_FILE` where the file is damaged so that nothing more can be read
   */
  readonly frames: AsyncIterable<TimedFrame>;
  /** Frames left out, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

export interface VideoTrack extends Track {
  readonly codec: 'H264';
  /** SPS and PPS as NAL units, as far as the file has them apart; they are also in front of each key frame. */
  readonly parameterSets: readonly Uint8Array[];
}

export interface AudioTrack extends Track {
  readonly codec: 'VORBIS';
  /** Its headers come first among the frames. */
  readonly configuration: VorbisConfiguration;
}

export interface ContainerParts {
  readonly path: string;
  readonly tracks: readonly ContainerTrack[];
  readonly others: readonly string[];
  readonly close: () => void;
}

/** A file that is open; made by {@link openContainer}. */
export class Container implements Disposable {
  /** Those that can be sent, at most one of each codec. */
  readonly tracks: readonly ContainerTrack[];
  /** What else is in the file, for a person: `AAC sound`. */
  readonly others: readonly string[];
  readonly #path: string;
  readonly #close: () => void;

  constructor({ path, tracks, others, close }: ContainerParts) {
    this.#path = path;
    this.tracks = tracks;
    this.others = others;
    this.#close = close;
  }

  /** @throws RtpkitError `ERR_RTPKIT_FILE` when there is none of that codec, with what there is */
  find<Codec extends ContainerTrack['codec']>(codec: Codec): Extract<ContainerTrack, { codec: Codec }> {
    const track = this.tracks.find((candidate) => candidate.codec === codec);
    if (track !== undefined) return track as Extract<ContainerTrack, { codec: Codec }>;
    const wanted = codec === 'H264' ? 'H.264 picture' : 'Vorbis sound';
    const found = [...this.tracks.map(nameOf), ...this.others];
    throw new RtpkitError(
      'ERR_RTPKIT_FILE',
      `${this.#path} holds no ${wanted}, ${found.length === 0 ? 'nothing at all' : `only ${found.join(' and ')}`}`,
    );
  }

  /** Lets go of the file; an iteration that is not over ends with an error. */
  close(): void {
    this.#close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

function nameOf({ codec }: ContainerTrack): string {
  return codec === 'H264' ? 'H.264 picture' : 'Vorbis sound';
}
