/** Elements of EBML, of which Matroska is made: identifier, length, content (RFC 8794 §3 to §7). */

import { concatenate } from '../bytes/octets.js';
import { utf8Length, writeUtf8 } from '../bytes/utf-8.js';

/** A number is an unsigned integer; a float says so, see {@link ebmlFloat}. */
export type EbmlContent = number | string | Uint8Array | readonly Uint8Array[];

/** Octets of a length that is not known yet, or that is filled in later. */
export const LONG_LENGTH = 8;
/** All bits set behind the one that tells how many octets there are (RFC 8794 §6.2). */
const UNKNOWN_LENGTH: Uint8Array = Uint8Array.of(1, 255, 255, 255, 255, 255, 255, 255);

/** One element; a list is an element of elements. */
export function ebmlElement(identifier: number, content: EbmlContent): Uint8Array {
  const octets = contentOctets(content);
  return concatenate([bigEndian(identifier), lengthOctets(octets.length), octets]);
}

/** What begins an element of which the length is not known yet, with room for it. */
export function ebmlOpening(identifier: number): Uint8Array {
  return concatenate([bigEndian(identifier), UNKNOWN_LENGTH]);
}

/** A length in eight octets, to be written over that of an opening. */
export function ebmlLongLength(length: number): Uint8Array {
  const octets = new Uint8Array(LONG_LENGTH);
  new DataView(octets.buffer).setBigUint64(0, BigInt(length));
  octets[0] = 1;
  return octets;
}

/** Double precision (RFC 8794 §7.3). */
export function ebmlFloat(value: number): Uint8Array {
  const octets = new Uint8Array(8);
  new DataView(octets.buffer).setFloat64(0, value);
  return octets;
}

function contentOctets(content: EbmlContent): Uint8Array {
  if (content instanceof Uint8Array) return content;
  if (typeof content === 'number') return bigEndian(content);
  if (typeof content !== 'string') return concatenate(content);
  const octets = new Uint8Array(utf8Length(content));
  writeUtf8(octets, 0, content);
  return octets;
}

/** As few octets as hold it; all bits set means an unknown length, and takes another octet (RFC 8794 §4.3). */
function lengthOctets(length: number): Uint8Array {
  let count = 1;
  while (length >= 2 ** (7 * count) - 1) count++;
  const octets = new Uint8Array(count);
  writeBigEndian(octets, length);
  octets[0]! |= 0x80 >> (count - 1);
  return octets;
}

function bigEndian(value: number): Uint8Array {
  let count = 1;
  while (value >= 2 ** (8 * count)) count++;
  const octets = new Uint8Array(count);
  writeBigEndian(octets, value);
  return octets;
}

function writeBigEndian(octets: Uint8Array, value: number): void {
  let rest = value;
  for (let index = octets.length - 1; index >= 0; index--) {
    octets[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}
