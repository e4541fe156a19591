/** Packets out of an Ogg byte stream, chained and multiplexed logical streams included (RFC 3533 §4). */

import { requireInteger } from '../errors.js';
import type { OggPage } from './ogg-page.js';
import { OggPageReader } from './ogg-page-reader.js';
import { type OggPacket, OggStream } from './ogg-stream.js';

export interface OggReaderOptions {
  /** The most octets of one packet; default 4 MiB, because comment headers can hold pictures. */
  readonly maxPacketLength?: number;
}

/** Logical streams followed at one time; the one begun first is forgotten for another. */
const MAX_STREAMS = 32;

/** Damage costs the packets it touches: pages are checked and what follows is found again. */
export class OggReader {
  readonly #pages = new OggPageReader();
  readonly #streams = new Map<number, OggStream>();
  readonly #maxPacketLength: number;

  /** @throws RangeError when an option is outside its range */
  constructor(options: OggReaderOptions = {}) {
    const { maxPacketLength = 1 << 22 } = options;
    requireInteger('maxPacketLength', maxPacketLength, 1, 2 ** 30);
    this.#maxPacketLength = maxPacketLength;
  }

  /** Octets that belonged to no page. */
  get skippedOctets(): number {
    return this.#pages.skippedOctets;
  }

  /** Pages whose checksum or version was wrong. */
  get damagedPages(): number {
    return this.#pages.damagedPages;
  }

  /** Takes the next chunk, of any size, and returns the packets that are whole now, page by page. */
  push(chunk: Uint8Array): OggPacket[] {
    return this.#pages.push(chunk).flatMap((page) => this.#pushPage(page));
  }

  #pushPage(page: OggPage): OggPacket[] {
    const packets = this.#stream(page).push(page);
    if (page.endsStream) this.#streams.delete(page.serialNumber);
    return packets;
  }

  #stream(page: OggPage): OggStream {
    const known = page.beginsStream ? undefined : this.#streams.get(page.serialNumber);
    if (known !== undefined) return known;
    const stream = new OggStream(this.#maxPacketLength);
    this.#streams.delete(page.serialNumber);
    this.#streams.set(page.serialNumber, stream);
    const [oldest] = this.#streams.keys();
    if (this.#streams.size > MAX_STREAMS) this.#streams.delete(oldest!);
    return stream;
  }
}
