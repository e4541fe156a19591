/** Frames from the network by async iteration: one stream and its successors, or every source by itself. */

import type { EventEmitter } from 'node:events';
import type { MediaFrame } from '../../payloaders/depayloader.js';
import type { FrameReceived } from '../../session/session-output.js';
import type { Endpoint } from './endpoint.js';
import type { EndpointEvents } from './endpoint-events.js';
import { FrameQueue } from './frame-queue.js';
import { ReceivedStream, type ReceivedFrame } from './received-stream.js';
import { SourceFollower } from './source-follower.js';

/** 17 s of video at 30 frames/s. */
const DEFAULT_QUEUE_FRAMES = 512;

/** Sources that wait to be taken from `streams`; the session itself remembers no more by default. */
const QUEUED_STREAMS = 32;

/**
 * Iterate it for the frames of the first source that sends and of its successors, or iterate {@link streams} for every source
 * by itself; the choice is made by the first iteration. Frames wait in a bounded queue for a slow consumer.
 */
export class Receiver<Frame extends MediaFrame = MediaFrame>
  implements AsyncIterable<ReceivedFrame<Frame>>, AsyncDisposable
{
  readonly endpoint: Endpoint;
  readonly #queueFrames: number;
  readonly #followed: FrameQueue<ReceivedFrame<Frame>>;
  readonly #follower: SourceFollower<ReceivedFrame<Frame>>;
  readonly #streams: FrameQueue<ReceivedStream<Frame>> = new FrameQueue(QUEUED_STREAMS);
  readonly #queues = new Map<number, FrameQueue<ReceivedFrame<Frame>>>();
  #apart = false;

  /** @param maxQueuedFrames frames held for a slow consumer before the oldest is dropped and counted, per iteration */
  constructor(endpoint: Endpoint, maxQueuedFrames: number = DEFAULT_QUEUE_FRAMES) {
    this.endpoint = endpoint;
    this.#queueFrames = maxQueuedFrames;
    this.#followed = new FrameQueue(maxQueuedFrames);
    this.#follower = new SourceFollower(this.#followed);
    endpoint.events.on('frame', (event) => this.#take(event as ReceivedFrame<Frame>));
    endpoint.events.on('restart', ({ previousSsrc, stream }) => this.#follower.restart(previousSsrc, stream.ssrc));
    endpoint.events.on('end', ({ stream }) => this.#end(stream.ssrc));
    endpoint.events.once('close', () => this.#endAll());
  }

  /** `stream`, `restart`, `end`, `gap`, `goodbye`, `report`, `reject`, … as they happen. */
  get events(): EventEmitter<EndpointEvents> {
    return this.endpoint.events;
  }

  /** Frames of the followed stream that the consumer was too slow for. */
  get framesDropped(): number {
    return this.#followed.dropped;
  }

  /** One {@link ReceivedStream} for each source, those that come later included. */
  get streams(): AsyncIterable<ReceivedStream<Frame>> {
    return {
      [Symbol.asyncIterator]: () => {
        this.#apart = true;
        return this.#streams[Symbol.asyncIterator]();
      },
    };
  }

  [Symbol.asyncIterator](): AsyncIterator<ReceivedFrame<Frame>, void, undefined> {
    return this.#followed[Symbol.asyncIterator]();
  }

  /**
   * Asks the sender of the followed stream for a key frame, for a decoder that begins anew; the session itself asks after a loss.
   * @returns whether it is asked for: not twice within a round trip, nor where the source understands no such feedback
   */
  requestKeyFrame(): boolean {
    const followed = this.endpoint.session.incoming.get(this.#follower.ssrc ?? Number.NaN);
    return followed !== undefined && this.endpoint.requestKeyFrame(followed);
  }

  /** Says BYE, lets the iterations end after the frames already received, and closes the endpoint. */
  close(reason?: string): Promise<void> {
    return this.endpoint.close(reason);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #take(received: ReceivedFrame<Frame>): void {
    if (this.#apart) this.#queueOf(received).push(received);
    else this.#follower.take(received);
  }

  #queueOf({ stream }: FrameReceived): FrameQueue<ReceivedFrame<Frame>> {
    const known = this.#queues.get(stream.ssrc);
    if (known !== undefined) return known;
    const queue = new FrameQueue<ReceivedFrame<Frame>>(this.#queueFrames);
    this.#queues.set(stream.ssrc, queue);
    this.#streams.push(new ReceivedStream(stream, queue));
    return queue;
  }

  #end(ssrc: number): void {
    this.#follower.end(ssrc);
    this.#queues.get(ssrc)?.close();
    this.#queues.delete(ssrc);
  }

  #endAll(): void {
    for (const queue of [this.#followed, this.#streams, ...this.#queues.values()]) queue.close();
  }
}
