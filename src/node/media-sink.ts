/** Where received frames go: a window, loudspeakers, a file, a pipe. */

import type { RtpkitError } from '../errors.js';
import type { MediaFrame } from '../payloaders/depayloader.js';
import type { ReceivedFrame } from './endpoint/received-stream.js';

export interface MediaSink<Frame extends MediaFrame = MediaFrame> {
  /** What it is, for a person: `a window, through GStreamer`. */
  readonly name: string;
  /** How long after its presentation time a frame is seen or heard, in milliseconds, as measured for this kind of sink; 0 for files. */
  readonly outputDelayMs: number;
  /** Frames left out because the sink was too slow, or could not be used for a time. */
  readonly framesDropped: number;
  /**
   * Resolves when the sink is gone for good, even while no frame comes: with `ERR_RTPKIT_CLOSED` when a person has closed the window
   * or whoever read the pipe has gone, with what `write` throws otherwise. Stays pending for what cannot go away by itself, such as
   * a file, and says nothing of `close`. Never rejects.
   */
  readonly ended: Promise<RtpkitError>;
  /**
   * Takes a frame. A live sink never waits long: it leaves out what it is too slow for, up to where a decoder can start again.
   * A file waits until it has been written.
   * @throws RtpkitError `ERR_RTPKIT_CLOSED`, `ERR_RTPKIT_CHILD_PROCESS` or `ERR_RTPKIT_FILE` when the sink is gone for good
   */
  write(received: ReceivedFrame<Frame>): void | Promise<void>;
  /** Ends the sink in order: files are whole, children have ended. Again: at once. */
  close(): Promise<void>;
}
