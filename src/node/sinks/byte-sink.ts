/** Frames into a file or pipe as a stream of octets that any player opens: Annex B, Ogg. */

import type { RtpkitError } from '../../errors.js';
import type { MediaFrame } from '../../payloaders/depayloader.js';
import type { ReceivedFrame } from '../endpoint/received-stream.js';
import type { MediaSink } from '../media-sink.js';
import type { ByteOutput } from './byte-output.js';
import { DecodableStart } from './decodable-start.js';
import type { Feed } from './feed.js';

/** How often a reader is looked for that nothing has been written to: Linux tells of its end at a write alone. */
const SILENCE_MS = 500;

export class ByteSink<Frame extends MediaFrame> implements MediaSink<Frame> {
  readonly outputDelayMs = 0;
  readonly #output: ByteOutput;
  readonly #feed: Feed<Frame>;
  readonly #start = new DecodableStart();
  #framesDropped = 0;
  #silence: NodeJS.Timeout | undefined;
  #closing: Promise<void> | undefined;

  /** @param output is the sink's from now on */
  constructor(output: ByteOutput, feed: Feed<Frame>) {
    this.#output = output;
    this.#feed = feed;
  }

  get name(): string {
    return this.#output.name;
  }

  /** What came before a decoder could begin. */
  get framesDropped(): number {
    return this.#framesDropped;
  }

  get ended(): Promise<RtpkitError> {
    return this.#output.ended;
  }

  /** @throws RtpkitError `ERR_RTPKIT_CLOSED` when nobody reads any more, `ERR_RTPKIT_FILE` when it cannot be written */
  async write({ frame, presentationMs }: ReceivedFrame<Frame>): Promise<void> {
    if (!this.#start.admits(frame)) {
      this.#framesDropped++;
      return;
    }
    if (this.#output.hasReader) this.#watchReader();
    await this.#output.write(this.#feed.octetsOf(frame, presentationMs));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** From the first frame on: before it, not even players that guess at formats want anything else. */
  #watchReader(): void {
    this.#silence ??= setInterval(() => void this.#fill(), SILENCE_MS).unref();
    this.#silence.refresh();
  }

  async #fill(): Promise<void> {
    const filler = this.#output.idle ? this.#feed.filler?.() : undefined;
    // That nobody reads it is told by `ended`.
    if (filler !== undefined) await this.#output.write(filler).catch(() => undefined);
  }

  async #close(): Promise<void> {
    clearInterval(this.#silence);
    // What cannot be written any more was told by the write before.
    await this.#output.write(this.#feed.end()).catch(() => undefined);
    await this.#output.close();
  }
}
