/** A file to write to: made, or emptied, with the first octets. Without any, what lies there stays as it was. */

import { open, type FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';

type Callback = (error?: Error | null) => void;

export class FileOutput extends Writable {
  readonly #path: string;
  #file: FileHandle | undefined;

  constructor(path: string) {
    super();
    this.#path = path;
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, callback: Callback): void {
    this.#append(chunk).then(() => callback(), callback);
  }

  override _destroy(error: Error | null, callback: Callback): void {
    const closed = this.#file?.close() ?? Promise.resolve();
    closed.then(() => callback(error), callback);
  }

  async #append(chunk: Uint8Array): Promise<void> {
    this.#file ??= await open(this.#path, 'w');
    await this.#file.writeFile(chunk);
  }
}
