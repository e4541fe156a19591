/** A file, or standard output, as a place for octets: written in order, and waited for. */

import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { RtpkitError } from '../../errors.js';
import { reasonOf } from '../reason-of.js';
import { openStandardOutput } from './standard-output.js';

export class ByteOutput {
  /** The path, or `standard output`. */
  readonly name: string;
  readonly #stream: Writable;

  /** Use {@link createByteFile} or {@link standardOutput}. */
  constructor(name: string, stream: Writable) {
    this.name = name;
    this.#stream = stream;
    stream.on('error', () => undefined); // Told by the write that it happened in, and those after it.
  }

  /**
   * Resolves when the system has taken all of it.
   * @throws RtpkitError `ERR_RTPKIT_CLOSED` when nobody reads any more, `ERR_RTPKIT_FILE` for everything else
   */
  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    const failure = await new Promise<Error | null | undefined>((resolve) => this.#stream.write(bytes, resolve));
    if (failure) throw this.#errorFor(failure);
  }

  /** Resolves when all has been written. Again: at once. */
  async close(): Promise<void> {
    this.#stream.end();
    await finished(this.#stream, { readable: false }).catch(() => undefined);
  }

  #errorFor(cause: NodeJS.ErrnoException): RtpkitError {
    if (cause.code === 'EPIPE') return new RtpkitError('ERR_RTPKIT_CLOSED', `nobody reads ${this.name} any more`);
    return notWritable(this.name, cause);
  }
}

/**
 * Makes the file, and its directory where there is none.
 * @throws RtpkitError `ERR_RTPKIT_FILE`
 */
export async function createByteFile(path: string): Promise<ByteOutput> {
  try {
    await mkdir(dirname(path), { recursive: true });
    return new ByteOutput(path, (await open(path, 'w')).createWriteStream());
  } catch (cause) {
    throw notWritable(path, cause);
  }
}

export function standardOutput(): ByteOutput {
  return new ByteOutput('standard output', openStandardOutput());
}

function notWritable(name: string, cause: unknown): RtpkitError {
  return new RtpkitError('ERR_RTPKIT_FILE', `${name} cannot be written: ${reasonOf(cause)}`, { cause });
}
