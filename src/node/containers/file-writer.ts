/** A file that is written here and there, in order. */

import { open, type FileHandle } from 'node:fs/promises';
import type { FileWrite } from '../../formats/index.js';
import { isFifo } from '../files/fifo.js';
import { requireWritable } from '../files/require-writable.js';
import { unwritable } from '../system/file-error.js';

/**
 * Finds out whether the file can be written; it is made, or emptied, with the first write.
 * @throws RtpkitError `ERR_RTPKIT_FILE` when it cannot
 */
export async function openFileWriter(path: string): Promise<FileWriter> {
  if (isFifo(path)) throw unwritable(path, new Error('it is a FIFO, and what this format writes goes here and there'));
  await requireWritable(path);
  return new FileWriter(path);
}

/** Made by {@link openFileWriter}. */
export class FileWriter {
  readonly #path: string;
  #file: FileHandle | undefined;
  #last: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** Resolves when it has been written, and everything before it; rejects once anything has failed. */
  write(writes: readonly FileWrite[]): Promise<void> {
    this.#last = this.#last.then(() => this.#writeAll(writes));
    this.#last.catch(() => undefined); // Told to whoever waits, now or at the next write.
    return this.#last;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      await this.#last;
    } finally {
      await this.#file?.close();
    }
  }

  async #writeAll(writes: readonly FileWrite[]): Promise<void> {
    try {
      for (const { position, bytes } of writes) {
        this.#file ??= await open(this.#path, 'w');
        await writeAt(this.#file, bytes, position);
      }
    } catch (cause) {
      throw unwritable(this.#path, cause);
    }
  }
}

/** One call may write less than it was given. */
async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let offset = 0;
  while (offset < bytes.length) {
    offset += (await file.write(bytes, offset, bytes.length - offset, position + offset)).bytesWritten;
  }
}
