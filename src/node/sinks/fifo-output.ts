/** A FIFO to write to: what is written waits until somebody reads. */

import { Socket } from 'node:net';
import { Writable } from 'node:stream';
import { nextReader } from '../files/fifo.js';

type Callback = (error?: Error | null) => void;

/** For its first reader alone, as a file is. */
export class FifoOutput extends Writable {
  readonly #path: string;
  readonly #leaving = new AbortController();
  #reader: Socket | undefined;
  /** The write that waits for the reader. */
  #waiting: { readonly chunk: Uint8Array; readonly callback: Callback } | undefined;

  constructor(path: string) {
    super();
    this.#path = path;
    void this.#waitForReader();
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, callback: Callback): void {
    if (this.#reader === undefined) this.#waiting = { chunk, callback };
    else this.#reader.write(chunk, callback);
  }

  override _final(callback: Callback): void {
    this.#leaving.abort();
    if (this.#reader === undefined) callback();
    else this.#reader.end(() => callback());
  }

  override _destroy(error: Error | null, callback: Callback): void {
    this.#leaving.abort();
    this.#reader?.destroy();
    if (this.#reader === undefined) this.#waiting?.callback(error ?? new Error('nobody has read it'));
    callback(error);
  }

  async #waitForReader(): Promise<void> {
    const { signal } = this.#leaving;
    try {
      this.#reader = new Socket({ fd: await nextReader(this.#path, signal), readable: false, writable: true });
      this.#reader.on('error', (error) => this.destroy(error));
      if (this.destroyed) this.#reader.destroy();
      else if (this.#waiting !== undefined) this.#reader.write(this.#waiting.chunk, this.#waiting.callback);
    } catch (error) {
      if (!signal.aborted) this.destroy(error as Error);
    }
  }
}
