/** Packet status chunks of transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1.1 to §3.1.4). */

export const STATUS_CHUNK_LENGTH = 2;

/** The symbols (§3.1.1); both of what was received are also the octets of its delta. 3 is reserved. */
export const NOT_RECEIVED = 0;
export const SMALL_DELTA = 1;
export const LARGE_DELTA = 2;

const VECTOR_FLAG = 0x8000;
const TWO_BIT_FLAG = 0x4000;
const MAX_RUN_LENGTH = 0x1fff;
const ONE_BIT_SYMBOLS = 14;
const TWO_BIT_SYMBOLS = 7;

/**
 * How many packets a chunk tells of.
 *
 *  0                   1
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |0| S |       run length        |  S: the symbol that is repeated
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |1|0|  14 symbols of one bit    |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |1|1|   7 symbols of two bits   |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export function chunkCoverage(chunk: number): number {
  if ((chunk & VECTOR_FLAG) === 0) return chunk & MAX_RUN_LENGTH;
  return (chunk & TWO_BIT_FLAG) === 0 ? ONE_BIT_SYMBOLS : TWO_BIT_SYMBOLS;
}

/** Whether a chunk repeats that symbol. */
export function isRunOf(chunk: number, symbol: number): boolean {
  return (chunk & VECTOR_FLAG) === 0 && chunk >>> 13 === symbol;
}

/** The symbol at a place from 0 in what a chunk covers. */
export function symbolOfChunk(chunk: number, place: number): number {
  if ((chunk & VECTOR_FLAG) === 0) return chunk >>> 13;
  if ((chunk & TWO_BIT_FLAG) === 0) return (chunk >>> (ONE_BIT_SYMBOLS - 1 - place)) & 1;
  return (chunk >>> (2 * (TWO_BIT_SYMBOLS - 1 - place))) & 3;
}

/** Puts symbols into chunks, each time into the kind of chunk that takes most of them. */
export function eachStatusChunk(symbols: Uint8Array, take: (chunk: number) => void): void {
  for (let index = 0; index < symbols.length;) {
    const runLength = measureRun(symbols, index);
    const fitsOneBit = !symbols.subarray(index, index + ONE_BIT_SYMBOLS).includes(LARGE_DELTA);
    const vectorLength = fitsOneBit ? ONE_BIT_SYMBOLS : TWO_BIT_SYMBOLS;
    if (runLength >= Math.min(vectorLength, symbols.length - index)) {
      take((symbols[index]! << 13) | runLength);
      index += runLength;
    } else {
      take(vectorOf(symbols, index, fitsOneBit));
      index += vectorLength;
    }
  }
}

function measureRun(symbols: Uint8Array, start: number): number {
  const symbol = symbols[start];
  let end = start + 1;
  while (end < symbols.length && end - start < MAX_RUN_LENGTH && symbols[end] === symbol) end++;
  return end - start;
}

/** What lies behind the last symbol is written as not received. */
function vectorOf(symbols: Uint8Array, start: number, oneBit: boolean): number {
  const [length, bits] = oneBit ? [ONE_BIT_SYMBOLS, 1] : [TWO_BIT_SYMBOLS, 2];
  let vector = 0;
  for (let place = 0; place < length; place++) {
    vector = (vector << bits) | (symbols[start + place] ?? NOT_RECEIVED);
  }
  return VECTOR_FLAG | (oneBit ? 0 : TWO_BIT_FLAG) | vector;
}
