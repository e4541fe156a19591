/** Where a stream of YUV4MPEG2 goes: a FIFO, standard output, or a program that reads it from its stdin. */

import type { Writable } from 'node:stream';

export interface Y4mOutlet {
  /** For a person: `the FIFO /tmp/go.pipe`. */
  readonly name: string;
  /**
   * Waits for the next reader; what is written to the stream returned goes to that one alone. `undefined`: none will come any
   * more, and that is in order.
   * @throws RtpkitError `ERR_RTPKIT_FILE` or `ERR_RTPKIT_CHILD_PROCESS` when none can come; an error when `signal` aborts
   */
  open(signal: AbortSignal): Promise<Writable | undefined>;
  /** Waits until the last reader, whose stream has ended, is done with it. */
  close(): Promise<void>;
}
