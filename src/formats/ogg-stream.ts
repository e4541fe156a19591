/** One logical Ogg stream: pages in, packets out (RFC 3533 §5). */

import { concatenate } from '../bytes/octets.js';
import type { OggPage } from './ogg-page.js';

export interface OggPacket {
  readonly bytes: Uint8Array;
  /** Which logical stream, 32 bits. */
  readonly serialNumber: number;
  /** The granule position of the page, told with the last packet that ends on it; −1 with all others. */
  readonly granulePosition: number;
  /** No later packet ends on the same page. */
  readonly lastOnPage: boolean;
  /** It lies on the first page of its stream. */
  readonly beginsStream: boolean;
  /** It lies on the last page of its stream. */
  readonly endsStream: boolean;
  /** Packets in front of it were lost. */
  readonly afterLoss: boolean;
}

export class OggStream {
  readonly #maxPacketLength: number;
  #sequenceNumber: number | undefined;
  #fragments: Uint8Array[] = [];
  #length = 0;
  #afterLoss = false;
  /** Segments up to the end of a packet belong to one whose beginning is not known, or that is too long. */
  #skipping = false;

  /** @param maxPacketLength octets; longer packets are dropped as if they were lost */
  constructor(maxPacketLength: number) {
    this.#maxPacketLength = maxPacketLength;
  }

  /** Takes the next page of this stream and returns the packets that end on it. */
  push(page: OggPage): OggPacket[] {
    this.#join(page);
    const packets: OggPacket[] = [];
    const lastEnd = page.lacing.findLastIndex((length) => length < 255);
    let start = 0;
    let offset = 0;
    for (let segment = 0; segment <= lastEnd; segment++) {
      offset += page.lacing[segment]!;
      if (page.lacing[segment] === 255) continue;
      const bytes = this.#endPacket(page.body.subarray(start, offset));
      if (bytes !== undefined) packets.push(this.#packet(page, bytes, segment === lastEnd));
      start = offset;
    }
    if (lastEnd < page.lacing.length - 1) this.#hold(page.body.subarray(start));
    return packets;
  }

  /** Decides whether the first segments of a page belong to what is held. */
  #join(page: OggPage): void {
    const follows = page.sequenceNumber === this.#sequenceNumber;
    if (!follows && this.#sequenceNumber !== undefined) this.#lose();
    if (!page.continued && (this.#fragments.length > 0 || this.#skipping)) this.#lose();
    if (page.continued && this.#fragments.length === 0) {
      this.#lose();
      this.#skipping = true;
    }
    this.#sequenceNumber = (page.sequenceNumber + 1) >>> 0;
  }

  #lose(): void {
    this.#fragments = [];
    this.#length = 0;
    this.#skipping = false;
    this.#afterLoss = true;
  }

  #hold(fragment: Uint8Array): void {
    if (this.#skipping) return;
    this.#fragments.push(fragment);
    this.#length += fragment.length;
    if (this.#length <= this.#maxPacketLength) return;
    this.#lose();
    this.#skipping = true;
  }

  #endPacket(last: Uint8Array): Uint8Array | undefined {
    this.#hold(last);
    const skipped = this.#skipping;
    const bytes = this.#fragments.length === 1 ? this.#fragments[0]! : concatenate(this.#fragments);
    this.#fragments = [];
    this.#length = 0;
    this.#skipping = false;
    return skipped ? undefined : bytes;
  }

  #packet(page: OggPage, bytes: Uint8Array, lastOnPage: boolean): OggPacket {
    const afterLoss = this.#afterLoss;
    this.#afterLoss = false;
    return {
      bytes,
      serialNumber: page.serialNumber,
      granulePosition: lastOnPage ? page.granulePosition : -1,
      lastOnPage,
      beginsStream: page.beginsStream,
      endsStream: page.endsStream,
      afterLoss,
    };
  }
}
