/** Packed configurations: what `configuration=` in a description carries, one or several of them (RFC 5215 §3.2.1). */

import { readUint16, readUint24, readUint32, writeUint16, writeUint24, writeUint32 } from '../../bytes/big-endian.js';
import { concatenate } from '../../bytes/octets.js';
import { Reject } from '../../errors.js';
import { headersLength, packedHeadersPrefixLength, writePackedHeaders } from './packed-headers.js';
import type { VorbisHeaders } from './vorbis-configuration.js';

/** One configuration of the string: its ident and its headers, still packed. */
export interface PackedConfiguration {
  /** 24 bits. */
  readonly ident: number;
  /** What {@link readPackedHeaders} reads. */
  readonly packedHeaders: Uint8Array;
}

const SECTION = 'RFC 5215 §3.2.1';
const COUNT_LENGTH = 4;
const ENTRY_LENGTH = 5;

/**
 * A count of 32 bits, then for each configuration:
 *
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                   Ident                       | length       ..
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * ..              | packed headers ..
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *
 * The length counts the headers, not the count and lengths in front of them. FFmpeg reads strings of one configuration only.
 */
export function writePackedConfigurations(
  configurations: ReadonlyArray<{ readonly ident: number; readonly headers: VorbisHeaders }>,
): Uint8Array {
  const count = new Uint8Array(COUNT_LENGTH);
  writeUint32(count, 0, configurations.length);
  const parts: Uint8Array[] = [count];
  for (const { ident, headers } of configurations) {
    const entry = new Uint8Array(ENTRY_LENGTH);
    writeUint24(entry, 0, ident);
    writeUint16(entry, 3, headersLength(headers));
    parts.push(entry, writePackedHeaders(headers));
  }
  return concatenate(parts);
}

/** Reads a whole string; the packed headers are views on it. */
export function readPackedConfigurations(bytes: Uint8Array): PackedConfiguration[] | Reject {
  if (bytes.length < COUNT_LENGTH) return new Reject('configuration-too-short', bytes.length, SECTION);
  const count = readUint32(bytes, 0);
  if (count === 0) return new Reject('no-configuration', 0, SECTION);
  const configurations: PackedConfiguration[] = [];
  let offset = COUNT_LENGTH;
  while (configurations.length < count) {
    const end = configurationEnd(bytes, offset);
    if (end instanceof Reject) return end;
    configurations.push({
      ident: readUint24(bytes, offset),
      packedHeaders: bytes.subarray(offset + ENTRY_LENGTH, end),
    });
    offset = end;
  }
  return configurations;
}

/** One past the configuration at `offset`. Writers that count the lengths in too are understood where the string ends. */
function configurationEnd(bytes: Uint8Array, offset: number): number | Reject {
  const start = offset + ENTRY_LENGTH;
  if (start > bytes.length) return new Reject('configuration-too-short', bytes.length, SECTION);
  const length = readUint16(bytes, offset + 3);
  const prefixLength = packedHeadersPrefixLength(bytes.subarray(start));
  if (prefixLength instanceof Reject) return new Reject(prefixLength.reason, start + prefixLength.offset, SECTION);
  const end = start + prefixLength + length;
  if (end <= bytes.length) return end;
  if (start + length === bytes.length) return bytes.length;
  return new Reject('configuration-overruns-string', bytes.length, SECTION, `${end} octets wanted`);
}
