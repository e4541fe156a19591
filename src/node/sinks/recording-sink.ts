/** Frames into a file that a child process writes: AVI, WAV. */

import { RtpkitError } from '../../errors.js';
import type { MediaFrame } from '../../payloaders/depayloader.js';
import { Child } from '../children/child.js';
import type { ChildCommand } from '../children/child-command.js';
import { ChildSink } from '../children/child-sink.js';
import type { ReceivedFrame } from '../endpoint/received-stream.js';
import type { MediaSink } from '../media-sink.js';
import { LONGEST_FRAME, type Feed } from './feed.js';
import { SinkEnd } from './sink-end.js';

/** How long the file may take to be finished. */
const FINISHING_MS = 10_000;

/** A child that fails is not started again: it would begin the file anew. */
export class RecordingSink<Frame extends MediaFrame> implements MediaSink<Frame> {
  readonly name: string;
  readonly outputDelayMs = 0;
  #framesDropped = 0;
  readonly #sink: ChildSink;
  readonly #feed: Feed<Frame>;
  readonly #end = new SinkEnd();
  /** Nothing is recorded before a frame that a decoder can start with. */
  #started = false;

  /** Starts the program. */
  constructor(name: string, command: ChildCommand, feed: Feed<Frame>) {
    this.name = name;
    this.#feed = feed;
    const child = new Child(command, { stdin: 'pipe', stdout: 'ignore' });
    this.#sink = new ChildSink(child, { mostWaitingOctets: LONGEST_FRAME });
    void child.ended.then(({ failure }) => this.#end.tell(failure ?? this.#endedByItself()));
  }

  get ended(): Promise<RtpkitError> {
    return this.#end.ended;
  }

  get framesDropped(): number {
    return this.#framesDropped;
  }

  /** @throws RtpkitError `ERR_RTPKIT_CHILD_PROCESS` when the program has ended */
  async write({ frame, presentationMs }: ReceivedFrame<Frame>): Promise<void> {
    this.#started ||= frame.keyFrame !== false;
    if (!this.#started) {
      this.#framesDropped++;
      return;
    }
    await this.#sink.drained();
    if (!this.#sink.write(this.#feed.octetsOf(frame, presentationMs))) await this.#refused();
    await this.#sink.drained();
  }

  /** @throws RtpkitError `ERR_RTPKIT_CHILD_PROCESS` when the program could not finish the file */
  async close(): Promise<void> {
    this.#sink.write(this.#feed.end());
    const { failure } = await this.#sink.end(FINISHING_MS);
    if (failure !== undefined) throw failure;
  }

  async #refused(): Promise<never> {
    throw await this.ended;
  }

  #endedByItself(): RtpkitError {
    return new RtpkitError('ERR_RTPKIT_CHILD_PROCESS', `${this.name}: its program has ended`);
  }
}
