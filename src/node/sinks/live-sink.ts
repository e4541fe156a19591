/** A window or loudspeakers as a sink: each frame goes to the child process that presents it when its time has come. */

import type { RtpkitError } from '../../errors.js';
import type { MediaFrame } from '../../payloaders/depayloader.js';
import type { ReceivedFrame } from '../endpoint/received-stream.js';
import type { MediaSink } from '../media-sink.js';
import { processScheduler, type Scheduled } from '../system/scheduler.js';
import { monotonicNow } from '../system/system-clock.js';
import type { ChildPlayer } from './child-player.js';
import { PresentationQueue } from './presentation-queue.js';

export interface LiveSinkOptions {
  /** For a person. */
  readonly name: string;
  readonly outputDelayMs: number;
  /** Added to the presentation time of all frames, in milliseconds, at least 0. */
  readonly delayMs?: number;
}

interface Presented<Frame> {
  readonly frame: Frame;
  readonly presentationMs: number;
}

export class LiveSink<Frame extends MediaFrame> implements MediaSink<Frame>, Scheduled {
  readonly name: string;
  readonly outputDelayMs: number;
  scheduledMs: number = Infinity;
  readonly #player: ChildPlayer<Frame>;
  readonly #queue: PresentationQueue<Presented<Frame>>;

  /** @param player is the sink's from now on */
  constructor(player: ChildPlayer<Frame>, { name, outputDelayMs, delayMs = 0 }: LiveSinkOptions) {
    this.name = name;
    this.outputDelayMs = outputDelayMs;
    this.#player = player;
    this.#queue = new PresentationQueue(delayMs);
  }

  get framesDropped(): number {
    return this.#player.framesDropped;
  }

  get ended(): Promise<RtpkitError> {
    return this.#player.ended;
  }

  get deadlineMs(): number {
    return this.#queue.nextMs;
  }

  /** @throws RtpkitError `ERR_RTPKIT_CLOSED` when the user has closed the window, `ERR_RTPKIT_CHILD_PROCESS` when it is no use */
  write({ frame, releaseMs, presentationMs }: ReceivedFrame<Frame>): void {
    const { failure } = this.#player;
    if (failure !== undefined) throw failure;
    this.#queue.push({ frame, presentationMs }, releaseMs, presentationMs);
    this.wake(monotonicNow());
    processScheduler.schedule(this);
  }

  wake(now: number): void {
    for (let next = this.#queue.pop(now); next !== undefined; next = this.#queue.pop(now)) {
      this.#player.play(next.frame, next.presentationMs);
    }
  }

  /** What waits is presented before its time. */
  close(): Promise<void> {
    processScheduler.remove(this);
    this.wake(Infinity);
    return this.#player.close();
  }
}
