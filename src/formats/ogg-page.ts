/** The Ogg page (RFC 3533 §6). */

import { readUint32LittleEndian, writeUint32LittleEndian } from '../bytes/little-endian.js';
import { Reject } from '../errors.js';
import { oggCrc } from './ogg-crc.js';

export interface OggPage {
  /** The first segment continues a packet of the page before. */
  readonly continued: boolean;
  readonly beginsStream: boolean;
  readonly endsStream: boolean;
  /** Where the last packet that ends on this page ends, exact up to 2^53; −1 when none ends here. */
  readonly granulePosition: number;
  /** Names the logical stream, 32 bits. */
  readonly serialNumber: number;
  /** Counts the pages of the logical stream, 32 bits. */
  readonly sequenceNumber: number;
  /** Lengths of the segments; one below 255 ends a packet. At most 255 of them. */
  readonly lacing: Uint8Array;
  readonly body: Uint8Array;
}

export const PAGE_HEADER_LENGTH = 27;
export const MAX_SEGMENTS = 255;
export const MAX_PAGE_LENGTH: number = PAGE_HEADER_LENGTH + MAX_SEGMENTS + MAX_SEGMENTS * 255;

/** `OggS`. */
export const CAPTURE_PATTERN: readonly number[] = [0x4f, 0x67, 0x67, 0x53];

const SECTION = 'RFC 3533 §6';
const CONTINUED = 1;
const BEGINS_STREAM = 2;
const ENDS_STREAM = 4;
const CHECKSUM_OFFSET = 22;
const NO_CHECKSUM: Uint8Array = new Uint8Array(4);
const WORD = 0x1_0000_0000;

/** Octets of the page at `offset`, or `undefined` while its segment table is not all there. */
export function oggPageLength(bytes: Uint8Array, offset: number, end: number): number | undefined {
  if (end - offset < PAGE_HEADER_LENGTH) return undefined;
  const segments = bytes[offset + PAGE_HEADER_LENGTH - 1]!;
  let length = PAGE_HEADER_LENGTH + segments;
  if (end - offset < length) return undefined;
  for (let index = 0; index < segments; index++) length += bytes[offset + PAGE_HEADER_LENGTH + index]!;
  return length;
}

/**
 * Octets, all integers little-endian: capture pattern (4), version (1, 0), header type (1), granule position (8), serial
 * number (4), page sequence number (4), checksum (4), segments (1), lacing (1 each), body.
 *
 * @param bytes exactly one page as {@link oggPageLength} measured it; the result refers to it
 */
export function parseOggPage(bytes: Uint8Array): OggPage | Reject {
  if (CAPTURE_PATTERN.some((octet, index) => bytes[index] !== octet))
    return new Reject('no-capture-pattern', 0, SECTION);
  if (oggPageLength(bytes, 0, bytes.length) !== bytes.length) return new Reject('page-length', bytes.length, SECTION);
  if (bytes[4] !== 0) return new Reject('version-not-0', 4, SECTION);
  if (checksum(bytes) !== readUint32LittleEndian(bytes, CHECKSUM_OFFSET)) {
    return new Reject('checksum', CHECKSUM_OFFSET, SECTION);
  }
  const headerType = bytes[5]!;
  const bodyOffset = PAGE_HEADER_LENGTH + bytes[PAGE_HEADER_LENGTH - 1]!;
  return {
    continued: (headerType & CONTINUED) !== 0,
    beginsStream: (headerType & BEGINS_STREAM) !== 0,
    endsStream: (headerType & ENDS_STREAM) !== 0,
    granulePosition: (readUint32LittleEndian(bytes, 10) | 0) * WORD + readUint32LittleEndian(bytes, 6),
    serialNumber: readUint32LittleEndian(bytes, 14),
    sequenceNumber: readUint32LittleEndian(bytes, 18),
    lacing: bytes.subarray(PAGE_HEADER_LENGTH, bodyOffset),
    body: bytes.subarray(bodyOffset),
  };
}

/** The octets of a page, checksum included. */
export function writeOggPage(page: OggPage): Uint8Array {
  const bytes = new Uint8Array(PAGE_HEADER_LENGTH + page.lacing.length + page.body.length);
  bytes.set(CAPTURE_PATTERN);
  bytes[5] =
    (page.continued ? CONTINUED : 0) | (page.beginsStream ? BEGINS_STREAM : 0) | (page.endsStream ? ENDS_STREAM : 0);
  writeUint32LittleEndian(bytes, 6, page.granulePosition);
  writeUint32LittleEndian(bytes, 10, Math.floor(page.granulePosition / WORD));
  writeUint32LittleEndian(bytes, 14, page.serialNumber);
  writeUint32LittleEndian(bytes, 18, page.sequenceNumber);
  bytes[PAGE_HEADER_LENGTH - 1] = page.lacing.length;
  bytes.set(page.lacing, PAGE_HEADER_LENGTH);
  bytes.set(page.body, PAGE_HEADER_LENGTH + page.lacing.length);
  writeUint32LittleEndian(bytes, CHECKSUM_OFFSET, oggCrc(bytes, 0, bytes.length));
  return bytes;
}

/** The checksum field itself counts as four zeros. */
function checksum(bytes: Uint8Array): number {
  const head = oggCrc(NO_CHECKSUM, 0, NO_CHECKSUM.length, oggCrc(bytes, 0, CHECKSUM_OFFSET));
  return oggCrc(bytes, CHECKSUM_OFFSET + NO_CHECKSUM.length, bytes.length, head);
}
