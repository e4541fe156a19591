/** Frames into a file or pipe as a stream of octets that any player opens: Annex B, Ogg. */

import type { RtpkitError } from '../../errors.js';
import type { MediaFrame } from '../../payloaders/depayloader.js';
import type { ReceivedFrame } from '../received-stream.js';
import type { ByteOutput } from './byte-output.js';
import type { Feed } from './feed.js';
import type { MediaSink } from '../media-sink.js';

export class ByteSink<Frame extends MediaFrame> implements MediaSink<Frame> {
  readonly outputDelayMs = 0;
  readonly framesDropped = 0;
  readonly #output: ByteOutput;
  readonly #feed: Feed<Frame>;
  #closing: Promise<void> | undefined;

  /** @param output is the sink's from now on */
  constructor(output: ByteOutput, feed: Feed<Frame>) {
    this.#output = output;
    this.#feed = feed;
  }

  get name(): string {
    return this.#output.name;
  }

  get ended(): Promise<RtpkitError> {
    return this.#output.ended;
  }

  /** @throws RtpkitError `ERR_RTPKIT_CLOSED` when nobody reads any more, `ERR_RTPKIT_FILE` when it cannot be written */
  write({ frame, presentationMs }: ReceivedFrame<Frame>): Promise<void> {
    return this.#output.write(this.#feed.octetsOf(frame, presentationMs));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    // What cannot be written any more was told by the write before.
    await this.#output.write(this.#feed.end()).catch(() => undefined);
    await this.#output.close();
  }
}
