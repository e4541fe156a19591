/** Cuts Ogg pages out of a byte stream and finds the next one after damage (RFC 3533 §3). */

import { Reject } from '../errors.js';
import {
  CAPTURE_PATTERN,
  MAX_PAGE_LENGTH,
  type OggPage,
  PAGE_HEADER_LENGTH,
  oggPageLength,
  parseOggPage,
} from './ogg-page.js';

/** Holds less than one page between chunks and copies each octet a bounded number of times, however small the chunks are. */
export class OggPageReader {
  /** Twice a page, so that each move of the rest to the front is paid for by as many octets consumed. */
  readonly #buffer = new Uint8Array(2 * MAX_PAGE_LENGTH);
  #start = 0;
  #end = 0;
  /** Octets from `#start` without which looking again is in vain. */
  #needed = PAGE_HEADER_LENGTH;
  #skippedOctets = 0;
  #damagedPages = 0;

  /** Octets that belonged to no page. */
  get skippedOctets(): number {
    return this.#skippedOctets;
  }

  /** Pages whose checksum or version was wrong. */
  get damagedPages(): number {
    return this.#damagedPages;
  }

  /** Takes the next chunk and returns the pages that are whole now; they are copies and keep nothing of it. */
  push(chunk: Uint8Array): OggPage[] {
    const pages: OggPage[] = [];
    for (let offset = 0; offset < chunk.length;) {
      const count = Math.min(chunk.length - offset, this.#room());
      this.#buffer.set(chunk.subarray(offset, offset + count), this.#end);
      this.#end += count;
      offset += count;
      this.#takePages(pages);
    }
    return pages;
  }

  #room(): number {
    if (this.#end === this.#buffer.length) {
      this.#buffer.copyWithin(0, this.#start, this.#end);
      this.#end -= this.#start;
      this.#start = 0;
    }
    return this.#buffer.length - this.#end;
  }

  #takePages(pages: OggPage[]): void {
    while (this.#end - this.#start >= this.#needed) {
      this.#skipToCapturePattern();
      const length = oggPageLength(this.#buffer, this.#start, this.#end);
      if (length === undefined || length > this.#end - this.#start) {
        this.#needed = length ?? this.#end - this.#start + 1;
        return;
      }
      this.#takePage(length, pages);
    }
  }

  /**
   * After a damaged page the search goes on behind its header: where octets were lost in a pipe, the next page begins
   * inside what looked like the body. Octets that only look like headers cost one checksum of at most 64 KiB each.
   */
  #takePage(length: number, pages: OggPage[]): void {
    const page = parseOggPage(this.#buffer.slice(this.#start, this.#start + length));
    this.#needed = PAGE_HEADER_LENGTH;
    if (page instanceof Reject) {
      this.#damagedPages++;
      this.#skip(PAGE_HEADER_LENGTH + this.#buffer[this.#start + PAGE_HEADER_LENGTH - 1]!);
    } else {
      this.#start += length;
      pages.push(page);
    }
  }

  #skipToCapturePattern(): void {
    let offset = this.#start;
    while (offset < this.#end && !this.#mayBeginPage(offset)) offset++;
    this.#skip(offset - this.#start);
  }

  /** Whether the octets at `offset`, as far as they are there, are those of the capture pattern. */
  #mayBeginPage(offset: number): boolean {
    const count = Math.min(CAPTURE_PATTERN.length, this.#end - offset);
    for (let index = 0; index < count; index++) {
      if (this.#buffer[offset + index] !== CAPTURE_PATTERN[index]) return false;
    }
    return true;
  }

  #skip(octets: number): void {
    this.#start += octets;
    this.#skippedOctets += octets;
  }
}
