/** Frames to send, wherever they come from: a device behind a child process, a file, a pipe. */

import type { OutgoingFrame } from './endpoint/sender.js';

export interface MediaSource {
  readonly codec: 'H264' | 'VORBIS';
  /** Ticks per second of the frames' times: 90 000, or the sample rate. */
  readonly clockRate: number;
  /** What it is, for a person: `the test picture, through GStreamer`. */
  readonly name: string;
  /**
   * How long after its capture a frame comes out, in milliseconds, as measured for this kind of source; 0 for files. What
   * `captureDelayMs` of a sender is for.
   */
  readonly captureDelayMs: number;
  /**
   * The frames, live: each comes when it is time to send it. Iterated once; ends when the source has ended or was stopped.
   * @throws RtpkitError `ERR_RTPKIT_CHILD_PROCESS` or `ERR_RTPKIT_FILE` when it fails for good
   */
  readonly frames: AsyncIterable<OutgoingFrame>;
  /** Ends the source in order; `frames` ends with what is on its way. Again: at once. */
  stop(): Promise<void>;
}
