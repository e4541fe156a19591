/** Pictures as YUV4MPEG2 to one reader after the other, at a constant rate for each of them. */

import type { Writable } from 'node:stream';
import { yuv4Mpeg2Frame, yuv4Mpeg2Header, type Yuv4Mpeg2Format } from '../../formats/index.js';
import { settlesWithin } from '../children/settles-within.js';
import { processScheduler, type Scheduled } from '../system/scheduler.js';
import { monotonicNow } from '../system/system-clock.js';
import { PicturePacer } from './picture-pacer.js';
import type { Y4mOutlet } from './y4m-outlet.js';

/** How long a reader may take at the end for the frame that is on its way. */
const LAST_FRAME_MS = 1000;

/**
 * A reader that comes gets the header, and the last picture there was. One frame is on its way at a time: a slow reader sees fewer
 * pictures, never old ones. Without a reader nothing is written.
 */
export class Y4mWriter implements Scheduled {
  /** Resolves when no reader will come any more, or after `close`. @throws what the outlet throws when none can come */
  readonly ended: Promise<void>;
  scheduledMs: number = Infinity;
  readonly #outlet: Y4mOutlet;
  readonly #header: Uint8Array;
  readonly #pacer: PicturePacer;
  readonly #closing = new AbortController();
  #reader: Writable | undefined;
  #busy = false;
  #framesWritten = 0;

  /** @throws RangeError when there is no such format */
  constructor(outlet: Y4mOutlet, format: Yuv4Mpeg2Format) {
    const [numerator, denominator] = format.frameRate;
    this.#outlet = outlet;
    this.#header = yuv4Mpeg2Header(format);
    this.#pacer = new PicturePacer(numerator / denominator);
    this.ended = this.#serveReaders();
    this.ended.catch(() => undefined); // For those who want to know.
  }

  /** Frames that readers have taken. */
  get framesWritten(): number {
    return this.#framesWritten;
  }

  /** Frames that repeat the picture before. */
  get picturesRepeated(): number {
    return this.#pacer.picturesRepeated;
  }

  /** Pictures that no reader has seen, because a newer one came first. */
  get picturesReplaced(): number {
    return this.#pacer.picturesReplaced;
  }

  get deadlineMs(): number {
    const waits = this.#reader === undefined || this.#busy || this.#closing.signal.aborted;
    return waits ? Infinity : this.#pacer.nextTimeout();
  }

  /** Takes the picture to show from now on, I420 of the format's size; it must not change. */
  offer(picture: Uint8Array): void {
    this.#pacer.offer(picture);
    this.wake(monotonicNow());
  }

  wake(now: number): void {
    const picture = this.deadlineMs <= now ? this.#pacer.take(now) : undefined;
    if (picture !== undefined) this.#write(yuv4Mpeg2Frame(picture), 1);
    if (!this.#closing.signal.aborted) processScheduler.schedule(this);
  }

  /** Lets the reader have the frame that is on its way and the newest picture, and ends its stream. Again: at once. */
  async close(): Promise<void> {
    this.#closing.abort();
    processScheduler.remove(this);
    const last = this.#reader?.writable === true ? this.#pacer.takeLast() : undefined;
    if (last !== undefined) this.#write(yuv4Mpeg2Frame(last), 1);
    this.#reader?.end();
    if (!(await settlesWithin(this.ended, LAST_FRAME_MS))) this.#reader?.destroy();
    await this.#outlet.close();
  }

  async #serveReaders(): Promise<void> {
    const { signal } = this.#closing;
    try {
      while (!signal.aborted) {
        const reader = await this.#outlet.open(signal);
        if (reader === undefined) return;
        await this.#serve(reader);
      }
    } catch (cause) {
      if (!signal.aborted) throw cause;
    }
  }

  /** Until the reader has gone. */
  async #serve(reader: Writable): Promise<void> {
    if (reader.closed) return;
    const gone = new Promise<void>((resolve) => reader.once('close', resolve));
    reader.on('error', () => undefined); // EPIPE: it has gone.
    this.#reader = reader;
    this.#pacer.restart();
    this.#write(this.#header, 0);
    if (this.#closing.signal.aborted) reader.end();
    await gone;
    this.#reader = undefined;
  }

  #write(bytes: Uint8Array, frames: number): void {
    const reader = this.#reader!;
    this.#busy = true;
    reader.write(bytes, (error) => {
      if (reader !== this.#reader) return;
      this.#busy = false;
      if (error) return;
      this.#framesWritten += frames;
      this.wake(monotonicNow());
    });
  }
}
