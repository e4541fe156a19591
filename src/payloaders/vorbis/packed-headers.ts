/** The three header packets packed into one string of octets (RFC 5215 §3.1.1). */

import { concatenate } from '../../bytes/octets.js';
import { outOfRange, Reject } from '../../errors.js';
import { Base128Reader, encodeBase128 } from './base-128.js';
import { emptyCommentHeader } from './comment-header.js';
import type { VorbisHeaders } from './vorbis-configuration.js';

/** The most octets that three headers may have together: their sum is told in 16 bits. */
const MAX_HEADERS_LENGTH = 0xffff;

const SECTION = 'RFC 5215 §3.1.1';

/** Octets of the three headers together: what the length field of a packed configuration says. */
export function headersLength(headers: VorbisHeaders): number {
  return headers.identification.length + headers.comment.length + headers.setup.length;
}

/**
 * The count of headers less one, the lengths of all but the last, then the headers:
 *
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * | n. of headers | length1 (1 to 4 octets) | length2 (1 to 4)    |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  identification header .. comment header .. setup header ..   |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export function writePackedHeaders(headers: VorbisHeaders): Uint8Array {
  return concatenate([
    encodeBase128(2),
    encodeBase128(headers.identification.length),
    encodeBase128(headers.comment.length),
    headers.identification,
    headers.comment,
    headers.setup,
  ]);
}

/**
 * The same headers, with an empty comment header where there was none or where the sum would be too long: comments can
 * hold pictures, and nothing is decoded with them (§3.1.1).
 * @throws RangeError when the other two headers are too long by themselves
 */
export function packableHeaders(headers: VorbisHeaders): VorbisHeaders {
  if (headers.comment.length > 0 && headersLength(headers) <= MAX_HEADERS_LENGTH) return headers;
  const packable = { identification: headers.identification, comment: emptyCommentHeader(), setup: headers.setup };
  const length = headersLength(packable);
  if (length > MAX_HEADERS_LENGTH) throw outOfRange('headers length', length, `at most ${MAX_HEADERS_LENGTH} octets`);
  return packable;
}

/** Where in packed headers each of them begins. */
interface HeaderOffsets {
  readonly identification: number;
  readonly comment: number;
  readonly setup: number;
}

/** Reads what takes all of `packed`; the headers are views on it. */
export function readPackedHeaders(packed: Uint8Array): VorbisHeaders | Reject {
  const offsets = readHeaderOffsets(packed);
  if (offsets instanceof Reject) return offsets;
  const { identification, comment, setup } = offsets;
  if (setup > packed.length) {
    return new Reject('headers-overrun-configuration', packed.length, SECTION, `${setup} octets wanted`);
  }
  if (packed.length - identification > MAX_HEADERS_LENGTH) {
    return new Reject('headers-too-long', packed.length, SECTION, `at most ${MAX_HEADERS_LENGTH} octets expected`);
  }
  return {
    identification: packed.subarray(identification, comment),
    comment: packed.subarray(comment, setup),
    setup: packed.subarray(setup),
  };
}

/** The identification header alone, a view too: `packed` need not go on behind it, and holds less of it where it ends before. */
export function readPackedIdentification(packed: Uint8Array): Uint8Array | Reject {
  const offsets = readHeaderOffsets(packed);
  return offsets instanceof Reject ? offsets : packed.subarray(offsets.identification, offsets.comment);
}

function readHeaderOffsets(packed: Uint8Array): HeaderOffsets | Reject {
  const numbers = new Base128Reader(packed, 0);
  const headerCount = numbers.next() + 1;
  const identificationLength = numbers.next();
  const commentLength = numbers.next();
  if (numbers.failed) return new Reject('header-length-endless', numbers.offset, SECTION);
  if (headerCount !== 3) return new Reject('header-count-not-3', 0, SECTION, `${headerCount} headers`);
  const comment = numbers.offset + identificationLength;
  return { identification: numbers.offset, comment, setup: comment + commentLength };
}

/** Octets of the count and the lengths in front of the headers, or a reject when they do not end. */
export function packedHeadersPrefixLength(packed: Uint8Array): number | Reject {
  const numbers = new Base128Reader(packed, 0);
  for (let left = numbers.next(); left > 0 && !numbers.failed; left--) numbers.next();
  return numbers.failed ? new Reject('header-length-endless', numbers.offset, SECTION) : numbers.offset;
}
