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
  readonly #command: ChildCommand;
  #sink: ChildSink | undefined;
  readonly #feed: Feed<Frame>;
  readonly #end = new SinkEnd();
  /** Nothing is recorded before a frame that a decoder can start with. */
  #begun = false;

  /**
   * @param command started with the first frame, when there is something to empty the file for
   * @param takesTimes whether frames have the times at which the program reads them: it is started at once then, and is not to
   *   touch the file before the first. FFmpeg, started with it, recorded what came in its first quarter of a second at double speed.
   */
  constructor(name: string, command: ChildCommand, feed: Feed<Frame>, takesTimes = false) {
    this.name = name;
    this.#command = command;
    this.#feed = feed;
    if (takesTimes) this.#sink = this.#start();
  }

  get ended(): Promise<RtpkitError> {
    return this.#end.ended;
  }

  get framesDropped(): number {
    return this.#framesDropped;
  }

  /** @throws RtpkitError `ERR_RTPKIT_CHILD_PROCESS` when the program has ended */
  async write({ frame, presentationMs }: ReceivedFrame<Frame>): Promise<void> {
    this.#begun ||= frame.keyFrame !== false;
    if (!this.#begun) {
      this.#framesDropped++;
      return;
    }
    this.#sink ??= this.#start();
    await this.#sink.drained();
    if (!this.#sink.write(this.#feed.octetsOf(frame, presentationMs))) await this.#refused();
    await this.#sink.drained();
  }

  /** @throws RtpkitError `ERR_RTPKIT_CHILD_PROCESS` when the program could not finish the file */
  async close(): Promise<void> {
    if (this.#sink === undefined) return;
    // Nothing is to be finished before the first frame, and FFmpeg overhears SIGINT while it waits for one: 3 s.
    if (!this.#begun) this.#sink.child.kill();
    this.#sink.write(this.#feed.end());
    const { failure } = await this.#sink.end(FINISHING_MS);
    if (failure !== undefined) throw failure;
  }

  #start(): ChildSink {
    const child = new Child(this.#command, { stdin: 'pipe', stdout: 'ignore' });
    void child.ended.then(({ failure }) => this.#end.tell(failure ?? this.#endedByItself()));
    return new ChildSink(child, { mostWaitingOctets: LONGEST_FRAME });
  }

  async #refused(): Promise<never> {
    throw await this.ended;
  }

  #endedByItself(): RtpkitError {
    return new RtpkitError('ERR_RTPKIT_CHILD_PROCESS', `${this.name}: its program has ended`);
  }
}
