/** UTF-8 (RFC 3629) without TextDecoder, which plain ES2023 does not have. Malformed octets become U+FFFD, never an error. */

const REPLACEMENT = 0xfffd;

/** Decodes the octets from `start` to `end`; each malformed octet gives one U+FFFD. */
export function decodeUtf8(bytes: Uint8Array, start = 0, end: number = bytes.length): string {
  let text = '';
  let offset = start;
  while (offset < end) {
    const length = sequenceLength(bytes, offset, end);
    text += String.fromCodePoint(length === 0 ? REPLACEMENT : codePoint(bytes, offset, length));
    offset += Math.max(length, 1);
  }
  return text;
}

/** Encodes text; a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text));
  writeUtf8(bytes, 0, text);
  return bytes;
}

/** Octets that {@link encodeUtf8} makes of `text`. */
export function utf8Length(text: string): number {
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const point = text.codePointAt(index)!;
    if (point >= 0x10000) index++;
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return length;
}

/** Writes `text` at `offset`, where the caller has made room, and returns the offset behind it. */
export function writeUtf8(bytes: Uint8Array, offset: number, text: string): number {
  let next = offset;
  for (let index = 0; index < text.length; index++) {
    const point = text.codePointAt(index)!;
    if (point >= 0x10000) index++;
    next = writeCodePoint(bytes, next, point >= 0xd800 && point <= 0xdfff ? REPLACEMENT : point);
  }
  return next;
}

function writeCodePoint(bytes: Uint8Array, offset: number, point: number): number {
  let next = offset;
  if (point < 0x80) {
    bytes[next++] = point;
  } else if (point < 0x800) {
    bytes[next++] = 0xc0 | (point >> 6);
    bytes[next++] = continuation(point);
  } else if (point < 0x10000) {
    bytes[next++] = 0xe0 | (point >> 12);
    bytes[next++] = continuation(point >> 6);
    bytes[next++] = continuation(point);
  } else {
    bytes[next++] = 0xf0 | (point >> 18);
    bytes[next++] = continuation(point >> 12);
    bytes[next++] = continuation(point >> 6);
    bytes[next++] = continuation(point);
  }
  return next;
}

function continuation(bits: number): number {
  return 0x80 | (bits & 0x3f);
}

/** Octets of the well-formed sequence at `offset` (RFC 3629 §4: no overlong forms, no surrogates), or 0. */
function sequenceLength(bytes: Uint8Array, offset: number, end: number): number {
  const first = bytes[offset]!;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || offset + length > end) return 0;
  const second = bytes[offset + 1]!;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let index = 2; index < length; index++) if ((bytes[offset + index]! & 0xc0) !== 0x80) return 0;
  return length;
}

function codePoint(bytes: Uint8Array, offset: number, length: number): number {
  if (length === 1) return bytes[offset]!;
  let point = bytes[offset]! & (0x7f >> length);
  for (let index = 1; index < length; index++) point = (point << 6) | (bytes[offset + index]! & 0x3f);
  return point;
}
