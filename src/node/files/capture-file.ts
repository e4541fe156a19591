/** Capture files on disk: written as pcap while datagrams pass, read as pcap or rtpdump. */

import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { unixMsFromNtp } from '../../clock/ntp-timestamp.js';
import { RtpkitError } from '../../errors.js';
import { CaptureReader, pcapFileHeader, pcapRecord, type CapturedDatagram } from '../../formats/index.js';
import type { Address } from '../../session/address.js';
import { unwritable } from '../system/file-error.js';
import { monotonicNow, wallClockAt } from '../system/system-clock.js';
import { inputName, readChunks, type ByteInput } from './byte-input.js';
import { isFifo } from './fifo.js';

/** What may wait for a slow disk before datagrams are left out: more than a minute of most streams. */
const MOST_WAITING_OCTETS = 64 * 1024 * 1024;

/**
 * Creates a capture file, or empties one that exists.
 * @throws RtpkitError `ERR_RTPKIT_FILE` when it cannot be written
 */
export async function createCaptureFile(path: string | URL): Promise<CaptureFile> {
  const stream = createWriteStream(path);
  try {
    await once(stream, 'open');
  } catch (cause) {
    throw unwritable(String(path), cause);
  }
  return new CaptureFile(path, stream);
}

/** A pcap file that grows; made by {@link createCaptureFile}. */
export class CaptureFile implements AsyncDisposable {
  readonly #path: string | URL;
  readonly #stream: WriteStream;
  #failure: Error | undefined;
  #dropped = 0;

  constructor(path: string | URL, stream: WriteStream) {
    this.#path = path;
    this.#stream = stream;
    stream.on('error', (error) => (this.#failure ??= error));
    stream.write(pcapFileHeader());
  }

  /** Datagrams left out because the disk was too slow, or full. */
  get dropped(): number {
    return this.#dropped;
  }

  /**
   * Notes a datagram.
   * @param unixMs when it passed, in milliseconds since 1970; default now
   * @throws RangeError when an address is not numeric, or the two are of different families
   */
  record(bytes: Uint8Array, from: Address, to: Address, unixMs: number = unixMsNow()): void {
    const source = { sourceHost: from.host, sourcePort: from.port };
    const destination = { destinationHost: to.host, destinationPort: to.port };
    const record = pcapRecord({ unixMs, ...source, ...destination, payload: bytes });
    if (this.#failure !== undefined || this.#stream.writableLength > MOST_WAITING_OCTETS) this.#dropped++;
    else this.#stream.write(record);
  }

  /** @throws RtpkitError `ERR_RTPKIT_FILE` when not all could be written */
  async close(): Promise<void> {
    if (!this.#stream.closed) {
      this.#stream.end();
      await new Promise<void>((resolve) => this.#stream.once('close', resolve));
    }
    if (this.#failure !== undefined) throw unwritable(String(this.#path), this.#failure);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/**
 * The UDP datagrams of a pcap or rtpdump file, in its order; a file that is cut off ends where it was cut.
 * @throws RtpkitError `ERR_RTPKIT_FILE` when the input cannot be read, is in no such format, or damaged
 */
export async function* readCaptureFile(input: ByteInput): AsyncGenerator<CapturedDatagram, void, undefined> {
  const reader = new CaptureReader();
  for await (const chunk of readChunks(input)) {
    yield* reader.push(chunk);
    if (reader.reject === undefined) continue;
    throw new RtpkitError(
      'ERR_RTPKIT_FILE',
      `${inputName(input)} cannot be read as a capture: ${String(reader.reject)}`,
    );
  }
}

/** `#!rt` of rtpdump, the magic numbers of pcap in both byte orders and both resolutions, and of pcapng, which is refused by its name. */
const CAPTURE_BEGINNINGS: ReadonlySet<string> = new Set([
  '23217274',
  'a1b2c3d4',
  'd4c3b2a1',
  'a1b23c4d',
  '4d3cb2a1',
  '0a0d0d0a',
]);

/** Whether a file begins as a capture does; not when it cannot be read, or is a FIFO, which can be read once. */
export async function isCaptureFile(path: string | URL): Promise<boolean> {
  if (isFifo(path)) return false;
  try {
    for await (const chunk of createReadStream(path, { end: 3 }) as AsyncIterable<Buffer>) {
      return CAPTURE_BEGINNINGS.has(chunk.toString('hex'));
    }
  } catch {
    // Whoever reads it next says why.
  }
  return false;
}

function unixMsNow(): number {
  return unixMsFromNtp(wallClockAt(monotonicNow()));
}
