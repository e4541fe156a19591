/** Packets of one logical stream into Ogg pages (RFC 3533 §5). */

import { concatenate } from '../bytes/octets.js';
import { requireInteger } from '../errors.js';
import { MAX_SEGMENTS, writeOggPage } from './ogg-page.js';

/** Octets of body after which a page is closed; libogg's own measure. */
const PAGE_TARGET_LENGTH = 4096;

/** Pages are closed when they are full, when they have about 4 KiB, or on `flush`: flush after each packet for live use. */
export class OggWriter {
  readonly #serialNumber: number;
  #sequenceNumber = 0;
  #lacing: number[] = [];
  #fragments: Uint8Array[] = [];
  #length = 0;
  /** Of the last packet that ends on the open page. */
  #granulePosition = -1;
  #lastGranulePosition = 0;
  #continued = false;

  /** @param serialNumber 32 bits, another one for each stream of a file (RFC 3533 §4) */
  constructor(serialNumber: number) {
    requireInteger('serialNumber', serialNumber, 0, 0xffff_ffff);
    this.#serialNumber = serialNumber;
  }

  /**
   * Takes one packet and returns the pages it closes.
   * @param granulePosition where the packet ends, in the codec's units
   */
  push(packet: Uint8Array, granulePosition: number): Uint8Array[] {
    const pages: Uint8Array[] = [];
    let segmentLength: number;
    let offset = 0;
    do {
      segmentLength = Math.min(packet.length - offset, 255);
      this.#addSegment(packet.subarray(offset, offset + segmentLength));
      offset += segmentLength;
      if (segmentLength < 255) this.#granulePosition = granulePosition;
      if (this.#lacing.length === MAX_SEGMENTS) pages.push(this.#closePage(segmentLength === 255, false));
    } while (segmentLength === 255);
    this.#lastGranulePosition = granulePosition;
    return this.#length < PAGE_TARGET_LENGTH ? pages : [...pages, ...this.flush()];
  }

  /** Closes the page that has been begun, where there is one. */
  flush(): Uint8Array[] {
    return this.#lacing.length === 0 ? [] : [this.#closePage(false, false)];
  }

  /** A page without a packet, which tells nothing; there is none in front of the first page or inside a packet. */
  emptyPage(): Uint8Array[] {
    return this.#sequenceNumber === 0 || this.#lacing.length > 0 || this.#continued
      ? []
      : [this.#closePage(false, false)];
  }

  /** Ends the stream; the last page may hold no packet, because what was flushed cannot be marked afterwards. */
  end(): Uint8Array[] {
    if (this.#lacing.length === 0) this.#granulePosition = this.#lastGranulePosition;
    return [this.#closePage(false, true)];
  }

  #addSegment(segment: Uint8Array): void {
    this.#lacing.push(segment.length);
    this.#fragments.push(segment);
    this.#length += segment.length;
  }

  #closePage(packetGoesOn: boolean, endsStream: boolean): Uint8Array {
    const page = writeOggPage({
      continued: this.#continued,
      beginsStream: this.#sequenceNumber === 0,
      endsStream,
      granulePosition: this.#granulePosition,
      serialNumber: this.#serialNumber,
      sequenceNumber: this.#sequenceNumber++,
      lacing: Uint8Array.from(this.#lacing),
      body: concatenate(this.#fragments),
    });
    this.#lacing = [];
    this.#fragments = [];
    this.#length = 0;
    this.#granulePosition = -1;
    this.#continued = packetGoesOn;
    return page;
  }
}
