/** The frames of one synchronization source, for programs that tell sources apart. */

import type { MediaFrame } from '../../payloaders/depayloader.js';
import type { IncomingStream } from '../../session/incoming/incoming-stream.js';
import type { FrameReceived } from '../../session/session-output.js';
import type { FrameQueue } from './frame-queue.js';

/** A frame with the stream it belongs to and its times. */
export interface ReceivedFrame<Frame extends MediaFrame = MediaFrame> extends FrameReceived {
  readonly frame: Frame;
}

/** One source; its iteration ends when it has said BYE, has been given up, or the receiver closes. */
export class ReceivedStream<Frame extends MediaFrame = MediaFrame> implements AsyncIterable<ReceivedFrame<Frame>> {
  /** The session's view of the source: payload type, format, statistics. */
  readonly incoming: IncomingStream;
  readonly #queue: FrameQueue<ReceivedFrame<Frame>>;

  constructor(incoming: IncomingStream, queue: FrameQueue<ReceivedFrame<Frame>>) {
    this.incoming = incoming;
    this.#queue = queue;
  }

  get ssrc(): number {
    return this.incoming.ssrc;
  }

  /** Frames that the consumer was too slow for. */
  get framesDropped(): number {
    return this.#queue.dropped;
  }

  [Symbol.asyncIterator](): AsyncIterator<ReceivedFrame<Frame>, void, undefined> {
    return this.#queue[Symbol.asyncIterator]();
  }
}
