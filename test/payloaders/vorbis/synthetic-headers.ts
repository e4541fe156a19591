/** Headers made bit by bit from Vorbis I §4.2, so that tests can draw any rate, block sizes and modes. */

import { concatenate } from '../../../src/bytes/octets.js';
import { headerPrefix } from '../../../src/payloaders/vorbis/header-packet.js';
import {
  parseVorbisConfiguration,
  VorbisConfiguration,
  type VorbisHeaders,
} from '../../../src/payloaders/vorbis/vorbis-configuration.js';

/** Writes fields least significant bit first (Vorbis I §2.1.4). */
export class BitWriter {
  readonly #octets: number[] = [];
  #position = 0;

  write(value: number, count: number): this {
    for (let bit = 0; bit < count; bit++) {
      if (this.#position % 8 === 0) this.#octets.push(0);
      const set = Math.floor(value / 2 ** bit) % 2;
      this.#octets[this.#octets.length - 1]! |= set << (this.#position % 8);
      this.#position++;
    }
    return this;
  }

  get bytes(): Uint8Array {
    return Uint8Array.from(this.#octets);
  }
}

export interface SyntheticStream {
  readonly sampleRate?: number;
  readonly channels?: number;
  readonly exponents?: readonly [number, number];
  readonly blockFlags?: readonly boolean[];
  /** Text of the vendor string; another text is another configuration. */
  readonly vendor?: string;
}

export function syntheticHeaders(stream: SyntheticStream = {}): VorbisHeaders {
  const { sampleRate = 44_100, channels = 2, exponents = [8, 11], blockFlags = [false, true], vendor = '' } = stream;
  return {
    identification: identificationHeader(sampleRate, channels, exponents),
    comment: commentHeader(vendor),
    setup: setupHeader(blockFlags, (bits) => writeUnorderedCodebook(bits)),
  };
}

export function syntheticConfiguration(stream: SyntheticStream = {}): VorbisConfiguration {
  const configuration = parseVorbisConfiguration(syntheticHeaders(stream));
  if (!(configuration instanceof VorbisConfiguration)) throw new Error(String(configuration));
  return configuration;
}

export function identificationHeader(
  sampleRate: number,
  channels: number,
  exponents: readonly [number, number],
): Uint8Array {
  const bits = new BitWriter().write(0, 32).write(channels, 8).write(sampleRate, 32).write(0, 96);
  bits.write(exponents[0], 4).write(exponents[1], 4).write(1, 1);
  return concatenate([headerPrefix(1), bits.bytes]);
}

function commentHeader(vendor: string): Uint8Array {
  const letters = Uint8Array.from(vendor, (letter) => letter.charCodeAt(0));
  const length = new BitWriter().write(letters.length, 32).bytes;
  return concatenate([headerPrefix(3), length, letters, Uint8Array.from([0, 0, 0, 0, 1])]);
}

/** One of everything, in the order of Vorbis I §4.2.4; the parts come from the writers below. */
export function setupHeader(
  blockFlags: readonly boolean[],
  writeCodebook: (bits: BitWriter) => void,
  writeFloor: (bits: BitWriter) => void = writeFloor1,
  writeMapping: (bits: BitWriter) => void = writePlainMapping,
): Uint8Array {
  const bits = new BitWriter().write(0, 8);
  writeCodebook(bits);
  bits.write(0, 6).write(0, 16).write(0, 6);
  writeFloor(bits);
  bits.write(0, 6);
  writeResidue(bits);
  bits.write(0, 6);
  writeMapping(bits);
  bits.write(blockFlags.length - 1, 6);
  for (const flag of blockFlags)
    bits
      .write(flag ? 1 : 0, 1)
      .write(0, 32)
      .write(0, 8);
  return concatenate([headerPrefix(5), bits.write(1, 1).bytes]);
}

/** Vorbis I §3.2.1: two entries of length 1, one dimension, no lookup. */
export function writeUnorderedCodebook(bits: BitWriter): void {
  bits.write(0x564342, 24).write(1, 16).write(2, 24).write(0, 1).write(0, 1).write(0, 5).write(0, 5).write(0, 4);
}

/** Five entries, of which the second and the fourth are used. */
export function writeSparseCodebook(bits: BitWriter): void {
  bits.write(0x564342, 24).write(3, 16).write(5, 24).write(0, 1).write(1, 1);
  for (const used of [0, 1, 0, 1, 0]) bits.write(used, 1).write(7, used * 5);
  bits.write(0, 4);
}

/** Six entries in runs of 2 and 4, read with 3 bits each (`ilog` of 6 and of 4), then a lookup of the given type. */
export function writeOrderedCodebook(lookupType: 1 | 2): (bits: BitWriter) => void {
  return (bits) => {
    bits.write(0x564342, 24).write(2, 16).write(6, 24).write(1, 1).write(1, 5).write(2, 3).write(4, 3);
    // Type 1 has floor(sqrt(6)) = 2 values, type 2 has 6 × 2; five bits each.
    bits.write(lookupType, 4).write(0, 64).write(4, 4).write(0, 1);
    for (let value = 0; value < (lookupType === 1 ? 2 : 12); value++) bits.write(31, 5);
  };
}

/** Vorbis I §6.2.1, two books. */
export function writeFloor0(bits: BitWriter): void {
  bits.write(0, 16).write(8, 8).write(44_100, 16).write(256, 16).write(6, 6).write(90, 8).write(1, 4).write(0, 16);
}

/** Vorbis I §7.2.2: partitions of classes 0, 1, 0; class 0 of one dimension, class 1 of three with two subclasses. */
export function writeFloor1(bits: BitWriter): void {
  bits.write(1, 16).write(3, 5).write(0, 4).write(1, 4).write(0, 4);
  bits.write(0, 3).write(0, 2).write(0, 8);
  bits.write(2, 3).write(1, 2).write(0, 8).write(0, 16);
  bits.write(1, 2).write(7, 4);
  for (let position = 0; position < 5; position++) bits.write(100, 7);
}

/** Vorbis I §8.6.1: two classifications, whose cascades name one book and three books. */
function writeResidue(bits: BitWriter): void {
  bits.write(2, 16).write(0, 24).write(1600, 24).write(31, 24).write(1, 6).write(0, 8);
  bits.write(1, 3).write(0, 1).write(2, 3).write(1, 1).write(3, 5);
  bits.write(0, 8).write(0, 24);
}

export function writePlainMapping(bits: BitWriter): void {
  bits.write(0, 16).write(0, 1).write(0, 1).write(0, 2).write(0, 24);
}

/** For `channels` channels: two submaps and one coupling step (Vorbis I §4.2.4). */
export function writeCoupledMapping(channels: number): (bits: BitWriter) => void {
  const channelBits = Math.ceil(Math.log2(channels));
  return (bits) => {
    bits.write(0, 16).write(1, 1).write(1, 4).write(1, 1).write(0, 8).write(0, channelBits).write(1, channelBits);
    bits
      .write(0, 2)
      .write(1, 4 * channels)
      .write(0, 48);
  };
}
