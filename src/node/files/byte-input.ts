/** Bytes from a path or a pipe, one chunk per read, with errors that say which file. */

import { createReadStream } from 'node:fs';
import { unreadable } from '../system/file-error.js';
import { isFifo, readFifo } from './fifo.js';

/** A path, a file URL, or anything that yields chunks, such as `process.stdin` or a child's `stdout`. */
export type ByteInput = string | URL | AsyncIterable<Uint8Array>;

/**
 * The chunks of an input, as they arrive.
 * @throws RtpkitError `ERR_RTPKIT_FILE` when a file cannot be read
 */
export async function* readChunks(input: ByteInput): AsyncGenerator<Uint8Array, void, undefined> {
  if (typeof input !== 'string' && !(input instanceof URL)) return yield* input;
  try {
    yield* (isFifo(input) ? readFifo(input) : createReadStream(input)) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw unreadable(inputName(input), cause);
  }
}

/** What an input is called at the beginning of a sentence. */
export function inputName(input: ByteInput): string {
  return typeof input === 'string' || input instanceof URL ? String(input) : 'The input';
}
