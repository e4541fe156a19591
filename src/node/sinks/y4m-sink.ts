/** A picture for programs that read YUV4MPEG2: one size and one rate, whatever the stream does. */

import { RtpkitError } from '../../errors.js';
import { i420Length, type FrameRate } from '../../formats/index.js';
import { ParameterSets, type AccessUnit } from '../../payloaders/h264/index.js';
import type { Backend, BackendName } from '../backends/backend.js';
import { chooseBackend } from '../backends/choose-backend.js';
import type { PictureSize } from '../backends/encoding.js';
import { frameRateFraction } from '../backends/frame-rate.js';
import type { ReceivedFrame } from '../endpoint/received-stream.js';
import type { MediaSink } from '../media-sink.js';
import { ChildPlayer, type PlayerOptions } from './child-player.js';
import { completedUnit } from './completed-unit.js';
import type { Feed } from './feed.js';
import { LiveSink } from './live-sink.js';
import { PictureReader } from './picture-reader.js';
import { sizeToHold } from './picture-size.js';
import { SinkEnd } from './sink-end.js';
import { createVideoFeed } from './video-feed.js';
import type { Y4mOutlet } from './y4m-outlet.js';
import { openY4mOutlet, type Y4mTarget } from './y4m-target.js';
import { Y4mWriter } from './y4m-writer.js';

export interface Y4mSinkOptions extends PlayerOptions {
  /** Default: what is installed. */
  readonly backend?: BackendName;
  /** Held whatever the stream changes to; the width a multiple of 8. Default that of the first picture, or a little more. */
  readonly size?: PictureSize;
  /** Default 30. */
  readonly framesPerSecond?: number;
}

/**
 * Opens the place where readers find the picture. Nothing is written before the first picture has come: a reader waits for it.
 * @throws RtpkitError `ERR_RTPKIT_FILE` when something else is where the FIFO is to be, it cannot be made, or there is no such
 *   device; `ERR_RTPKIT_BACKEND` when no program is installed that decodes
 */
export async function openY4mSink(target: Y4mTarget, options: Y4mSinkOptions): Promise<Y4mSink> {
  const backend = chooseBackend(options.backend);
  return new Y4mSink(await openY4mOutlet(target, backend), backend, options);
}

/**
 * From the frame written to its picture read, in milliseconds, measured at 30 frames/s: what the decoder holds back (1 and 68), and
 * the wait for its turn, 0 to 26 as the first picture happened to come.
 */
const OUTPUT_DELAY_MS: Readonly<Record<BackendName, number>> = { gstreamer: 14, ffmpeg: 68 };

/** What there is from the first key frame on. */
interface Chain {
  readonly decoder: LiveSink<AccessUnit>;
  readonly writer: Y4mWriter;
}

export class Y4mSink implements MediaSink<AccessUnit> {
  readonly name: string;
  readonly outputDelayMs: number;
  readonly #outlet: Y4mOutlet;
  readonly #backend: Backend;
  readonly #options: Y4mSinkOptions;
  readonly #sets = new ParameterSets();
  #chain: Chain | undefined;
  #framesTooEarly = 0;
  readonly #end = new SinkEnd();
  #closing: Promise<void> | undefined;

  /** Use {@link openY4mSink}. */
  constructor(outlet: Y4mOutlet, backend: Backend, options: Y4mSinkOptions) {
    this.name = `${outlet.name}, as Y4M`;
    this.outputDelayMs = OUTPUT_DELAY_MS[backend.name];
    this.#outlet = outlet;
    this.#backend = backend;
    this.#options = options;
  }

  /** Those before the first key frame too. */
  get framesDropped(): number {
    return this.#framesTooEarly + (this.#chain?.decoder.framesDropped ?? 0);
  }

  get ended(): Promise<RtpkitError> {
    return this.#end.ended;
  }

  /** What its readers were given; `undefined` before the first key frame. */
  get writer(): Y4mWriter | undefined {
    return this.#chain?.writer;
  }

  /** @throws RtpkitError `ERR_RTPKIT_CLOSED` when readers want no more, `ERR_RTPKIT_CHILD_PROCESS` or `ERR_RTPKIT_FILE` when none can be */
  write(received: ReceivedFrame<AccessUnit>): void {
    if (this.#end.reason !== undefined) throw this.#end.reason;
    this.#chain ??= this.#begin(received.frame);
    if (this.#chain === undefined) this.#framesTooEarly++;
    else this.#chain.decoder.write(received);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** `undefined` while the size of the picture is not known. */
  #begin(unit: AccessUnit): Chain | undefined {
    completedUnit(unit, this.#sets);
    const description = this.#sets.describe();
    const size = this.#options.size ?? (description && sizeToHold(description));
    if (size === undefined) return undefined;
    const writer = new Y4mWriter(this.#outlet, { ...size, frameRate: frameRateOf(this.#options) });
    writer.ended.then(
      () => this.#end.tell(new RtpkitError('ERR_RTPKIT_CLOSED', `${this.#outlet.name} takes no more pictures`)),
      (failure: RtpkitError) => this.#end.tell(failure),
    );
    const decoder = this.#startDecoder(size, (picture) => writer.offer(picture));
    void decoder.ended.then((failure) => this.#end.tell(failure));
    return { writer, decoder };
  }

  #startDecoder(size: PictureSize, onPicture: (picture: Uint8Array) => void): LiveSink<AccessUnit> {
    const createFeed = (): Feed<AccessUnit> => createVideoFeed(this.#backend, this.#sets);
    const createOutput = (): ((chunk: Uint8Array) => void) => {
      const pictures = new PictureReader(i420Length(size));
      return (chunk) => pictures.push(chunk).forEach(onPicture);
    };
    const command = this.#backend.decodeVideo(size);
    return new LiveSink(new ChildPlayer({ command, createFeed, createOutput }, this.#options), this);
  }

  async #close(): Promise<void> {
    await this.#chain?.decoder.close();
    await this.#chain?.writer.close();
  }
}

function frameRateOf({ framesPerSecond = 30 }: Y4mSinkOptions): FrameRate {
  const [numerator, denominator] = frameRateFraction(framesPerSecond).split('/').map(Number);
  return [numerator!, denominator!];
}
