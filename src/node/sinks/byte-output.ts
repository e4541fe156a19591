/** A file, or standard output, as a place for octets: written in order, and waited for. */

import { mkdir } from 'node:fs/promises';
import { Socket } from 'node:net';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { RtpkitError } from '../../errors.js';
import { settlesWithin } from '../children/settles-within.js';
import { isFifo } from '../files/fifo.js';
import { requireWritable } from '../files/require-writable.js';
import { unwritable } from '../system/file-error.js';
import { FifoOutput } from './fifo-output.js';
import { FileOutput } from './file-output.js';
import { SinkEnd } from './sink-end.js';
import { openStandardOutput } from './standard-output.js';

/** For how long, in milliseconds, a reader may leave what is written last in its pipe. */
const STANDSTILL_MS = 2000;

export class ByteOutput {
  /** The path, or `standard output`. */
  readonly name: string;
  /** Whether it is a pipe: its reader may go away, and a write alone notices. */
  readonly hasReader: boolean;
  readonly #stream: Writable;
  readonly #end = new SinkEnd();

  /** Use {@link createByteFile} or {@link standardOutput}. */
  constructor(name: string, stream: Writable, hasReader: boolean = false) {
    this.name = name;
    this.hasReader = hasReader;
    this.#stream = stream;
    stream.on('error', (cause) => this.#end.tell(this.#errorFor(cause)));
  }

  /** Resolves when it cannot be written any more, with what `write` throws. */
  get ended(): Promise<RtpkitError> {
    return this.#end.ended;
  }

  /** Whether the system has taken all that was written. */
  get idle(): boolean {
    return this.#stream.writableLength === 0;
  }

  /**
   * Resolves when the system has taken all of it.
   * @throws RtpkitError `ERR_RTPKIT_CLOSED` when nobody reads any more, `ERR_RTPKIT_FILE` for everything else
   */
  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    const failure = await new Promise<Error | null | undefined>((resolve) => this.#stream.write(bytes, resolve));
    // A socket that is destroyed meanwhile tells no failure.
    if (this.#end.reason !== undefined) throw this.#end.reason;
    if (failure) throw this.#errorFor(failure);
  }

  /** Resolves when all has been written, or its reader has stood still for 2 s. Again: at once. */
  async close(): Promise<void> {
    this.#stream.end();
    if (await settlesWithin(finished(this.#stream, { readable: false }), STANDSTILL_MS)) return;
    this.#end.tell(new RtpkitError('ERR_RTPKIT_CLOSED', `nobody has read what was last written to ${this.name}`));
    this.#stream.destroy();
  }

  #errorFor(cause: NodeJS.ErrnoException): RtpkitError {
    if (cause.code === 'EPIPE') return new RtpkitError('ERR_RTPKIT_CLOSED', `nobody reads ${this.name} any more`);
    return unwritable(this.name, cause);
  }
}

/**
 * Makes its directory where there is none, and finds out whether the file can be written; it is made, or emptied, with the first
 * octets.
 * @throws RtpkitError `ERR_RTPKIT_FILE` when it cannot
 */
export async function createByteFile(path: string): Promise<ByteOutput> {
  await mkdir(dirname(path), { recursive: true }).catch((cause: unknown) => Promise.reject(unwritable(path, cause)));
  await requireWritable(path);
  return isFifo(path) ? new ByteOutput(path, new FifoOutput(path), true) : new ByteOutput(path, new FileOutput(path));
}

export function standardOutput(): ByteOutput {
  const stream = openStandardOutput();
  return new ByteOutput('standard output', stream, stream instanceof Socket);
}
