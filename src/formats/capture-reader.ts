/** Reads a capture file of either format, which its first octet tells. */

import type { Reject } from '../errors.js';
import type { CapturedDatagram } from './captured-datagram.js';
import { PcapReader } from './pcap-reader.js';
import { RtpdumpReader } from './rtpdump-reader.js';

const NUMBER_SIGN = 0x23;

/** Takes a file in chunks of any size and hands out its datagrams, as {@link PcapReader} and {@link RtpdumpReader} do. */
export class CaptureReader {
  #reader: PcapReader | RtpdumpReader | undefined;

  /** Why nothing more can be read. */
  get reject(): Reject | undefined {
    return this.#reader?.reject;
  }

  /** What held no whole datagram, by reason. */
  get skipped(): ReadonlyMap<string, number> {
    return this.#reader?.skipped ?? new Map();
  }

  /** Whether the file stopped in the middle of a record. */
  get incomplete(): boolean {
    return this.#reader?.incomplete === true;
  }

  push(chunk: Uint8Array): CapturedDatagram[] {
    if (chunk.length === 0) return [];
    this.#reader ??= chunk[0] === NUMBER_SIGN ? new RtpdumpReader() : new PcapReader();
    return this.#reader.push(chunk);
  }
}
