/** A trace of zeros and ones as chunks of 16 bits, runs and vectors of bits (RFC 3611 §4.1.1, §4.1.2, §4.1.3). */

import { readUint16, writeUint16 } from '../../bytes/big-endian.js';
import { outOfRange, requireInteger } from '../../errors.js';

const CHUNK_LENGTH = 2;
const VECTOR_FLAG = 0x8000;
const VECTOR_LENGTH = 15;
const ONES_FLAG = 0x4000;
const MAX_RUN_LENGTH = 0x3fff;
/** Fills the block up to a whole word, and ends the trace (RFC 3611 §4.1.3). */
const TERMINATING_NULL = 0;

/**
 * Reads the first `count` bits of a trace; those behind them are filling.
 *
 *  0                   1
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |0|R|        run length         |  R: the bit that is repeated
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |1|        bit vector           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * @returns lengths of the runs, of ones and zeros by turns, the first of ones; never more than 15 for a chunk, whatever the
 * lengths that it claims. `undefined` when there are fewer bits.
 */
export function readTrace(bytes: Uint8Array, offset: number, end: number, count: number): number[] | undefined {
  const runs = new Runs(count);
  for (let next = offset; next < end && runs.left > 0; next += CHUNK_LENGTH) {
    const chunk = readUint16(bytes, next);
    if (chunk === TERMINATING_NULL) break;
    if ((chunk & VECTOR_FLAG) === 0) runs.add((chunk & ONES_FLAG) !== 0, chunk & MAX_RUN_LENGTH);
    else for (let bit = VECTOR_LENGTH - 1; bit >= 0; bit--) runs.add(((chunk >>> bit) & 1) !== 0, 1);
  }
  return runs.left > 0 ? undefined : runs.lengths;
}

/**
 * Checks a trace before it is written and returns its octets, filled up to a whole word.
 * @throws RangeError unless the runs make up `count` bits
 */
export function measureTrace(runLengths: readonly number[], count: number): number {
  let sum = 0;
  for (const [index, length] of runLengths.entries()) {
    requireInteger('run length', length, index === 0 && runLengths.length > 1 ? 0 : 1, count);
    sum += length;
  }
  if (sum !== count) throw outOfRange('sum of runLengths', sum, `${count}, as many as are reported on`);
  let chunks = 0;
  eachChunk(runLengths, () => chunks++);
  return 4 * Math.ceil((CHUNK_LENGTH * chunks) / 4);
}

/** Writes a measured trace from `offset` to `end`. */
export function writeTrace(runLengths: readonly number[], bytes: Uint8Array, offset: number, end: number): void {
  let next = offset;
  eachChunk(runLengths, (chunk) => {
    writeUint16(bytes, next, chunk);
    next += CHUNK_LENGTH;
  });
  if (next < end) writeUint16(bytes, next, TERMINATING_NULL);
}

/**
 * A chunk that goes further is never the worse choice: whatever can follow one that ends earlier can begin later. So a run
 * is written as a run where it is no shorter than a vector, or the last.
 */
function eachChunk(runLengths: readonly number[], take: (chunk: number) => void): void {
  const cursor = new RunCursor(runLengths);
  while (cursor.left > 0) {
    if (cursor.left < VECTOR_LENGTH && !cursor.isLast) {
      take(VECTOR_FLAG | takeVector(cursor));
      continue;
    }
    const length = Math.min(cursor.left, MAX_RUN_LENGTH);
    take((cursor.isOnes ? ONES_FLAG : 0) | length);
    cursor.advance(length);
  }
}

/** The next bits as a vector; behind the last they are zeros. */
function takeVector(cursor: RunCursor): number {
  let vector = 0;
  for (let bit = VECTOR_LENGTH - 1; bit >= 0 && cursor.left > 0; bit--) {
    if (cursor.isOnes) vector |= 1 << bit;
    cursor.advance(1);
  }
  return vector;
}

/** A place in the runs. */
class RunCursor {
  readonly #runLengths: readonly number[];
  #index = 0;
  /** Bits of the run from there on; 0 behind the last. */
  left: number;

  constructor(runLengths: readonly number[]) {
    this.#runLengths = runLengths;
    this.left = runLengths[0] ?? 0;
    this.advance(0);
  }

  get isOnes(): boolean {
    return this.#index % 2 === 0;
  }

  get isLast(): boolean {
    return this.#index === this.#runLengths.length - 1;
  }

  /** Goes on by at most as many bits as are left, to the next run where none are. */
  advance(bits: number): void {
    this.left -= bits;
    while (this.left === 0 && this.#index < this.#runLengths.length) this.left = this.#runLengths[++this.#index] ?? 0;
  }
}

/** Bits collected into runs. */
class Runs {
  readonly lengths: number[] = [];
  left: number;

  constructor(count: number) {
    this.left = count;
  }

  add(ones: boolean, length: number): void {
    const taken = Math.min(length, this.left);
    if (taken === 0) return;
    this.left -= taken;
    const continues = this.lengths.length > 0 && (this.lengths.length % 2 === 1) === ones;
    if (continues) this.lengths[this.lengths.length - 1]! += taken;
    else if (this.lengths.length === 0 && !ones) this.lengths.push(0, taken);
    else this.lengths.push(taken);
  }
}
