/** What sources are told, beside the device. */

import type { BackendName } from '../backends/backend.js';
import type { AudioDevice, VideoDevice } from '../backends/devices.js';
import type { AudioEncoding, VideoEncoding } from '../backends/encoding.js';
import type { Restart } from '../children/restarted.js';
import type { RestartOptions } from '../children/restart-policy.js';

/** Encoded media that comes in as bytes, such as `process.stdin`; bytes are taken at the pace at which frames are. */
export interface ByteStream {
  readonly kind: 'stream';
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** A byte stream of video is H.264 in Annex B. */
export type VideoInput = VideoDevice | ByteStream;

/** A byte stream of audio is Ogg Vorbis. */
export type AudioInput = AudioDevice | ByteStream;

interface SourceOptions {
  /** The native program for what needs one; default the first that is installed. */
  readonly backend?: BackendName;
  /**
   * A device whose program fails is opened again, unless it never worked; `false`: not at all. Frames go on in time behind
   * those before.
   */
  readonly restart?: RestartOptions | false;
  /** Called before each restart. */
  readonly onRestart?: (restart: Restart) => void;
  /** Stops the source. */
  readonly signal?: AbortSignal;
}

export interface VideoSourceOptions extends SourceOptions {
  /**
   * For what has to be encoded; of files and streams that are, `framesPerSecond` alone is used: where nothing in an `.h264` file
   * tells its rate, and for a stream that comes faster than it is to be sent.
   */
  readonly encoding?: VideoEncoding;
}

export interface AudioSourceOptions extends SourceOptions {
  /** For what has to be encoded. */
  readonly encoding?: AudioEncoding;
}
