/** A source without a child process: a file that is played at its pace, or a byte stream that comes live. */

import type { TimedFrame } from '../files/live-pace.js';
import type { MediaSource } from '../media-source.js';

export interface FrameSourceParts extends Pick<MediaSource, 'codec' | 'clockRate' | 'name'> {
  readonly frames: AsyncIterable<TimedFrame>;
  /** Lets go of what is open. */
  readonly release?: () => void;
}

export class FrameSource implements MediaSource {
  readonly codec: MediaSource['codec'];
  readonly clockRate: number;
  readonly name: string;
  /** Nothing is known of what was captured elsewhere. */
  readonly captureDelayMs = 0;
  readonly frames: AsyncIterable<TimedFrame>;
  readonly #release: (() => void) | undefined;
  readonly #stopping = new AbortController();

  constructor({ codec, clockRate, name, frames, release }: FrameSourceParts) {
    this.codec = codec;
    this.clockRate = clockRate;
    this.name = name;
    this.frames = untilAborted(frames, this.#stopping.signal);
    this.#release = release;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#release?.();
  }
}

/** Ends when the signal aborts, whatever the iteration waits for then. */
async function* untilAborted<Item>(
  items: AsyncIterable<Item>,
  signal: AbortSignal,
): AsyncGenerator<Item, void, undefined> {
  const iterator = items[Symbol.asyncIterator]();
  try {
    while (!signal.aborted) {
      const next = await nextOrAbort(iterator, signal);
      if (next.done === true) return;
      yield next.value;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    iterator.return?.().catch(() => undefined); // Not waited for: it may wait itself.
  }
}

/** One listener at a time: a race against one promise for hours would keep what each turn leaves behind. */
function nextOrAbort<Item>(iterator: AsyncIterator<Item>, signal: AbortSignal): Promise<IteratorResult<Item>> {
  return new Promise((resolve, reject) => {
    const leave = (): void => resolve({ done: true, value: undefined });
    signal.addEventListener('abort', leave, { once: true });
    void iterator
      .next()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', leave));
  });
}
