/** Where access units begin in a sequence of NAL units (ISO 14496-10 §7.4.1.2.3). */

import { nalUnitType, NalUnitType } from './nal-unit.js';
import type { ParameterSets } from './parameter-sets.js';
import { readSliceHeader, SLICE_HEADER_LENGTH, startsPicture } from './slice-header.js';

/** Types with a slice header: slice, data partition A, IDR slice. */
const SLICE_TYPES: ReadonlySet<number> = new Set([1, 2, 5]);
/** Types that, behind a picture, belong to the next one: SEI, SPS, PPS, delimiter, prefix, subset SPS, 16 to 18. */
const LEADING_TYPES: ReadonlySet<number> = new Set([6, 7, 8, 9, 14, 15, 16, 17, 18]);

export class AccessUnitBoundary {
  readonly #sets: ParameterSets;
  /** The beginning of the last slice of the access unit in progress. */
  #slice: Uint8Array | undefined;
  #empty = true;

  /** @param sets kept up to date by the caller; where they lack, frame numbers are not compared */
  constructor(sets: ParameterSets) {
    this.#sets = sets;
  }

  /** Whether the access unit in progress holds a slice. */
  get sliceSeen(): boolean {
    return this.#slice !== undefined;
  }

  /**
   * Takes the next NAL unit and says whether a new access unit begins with it; the very first one does.
   * @param nalUnit at least its first {@link SLICE_HEADER_LENGTH} octets, or all of them
   */
  begins(nalUnit: Uint8Array): boolean {
    const type = nalUnitType(nalUnit[0]!);
    const begins = this.#empty || (this.#slice !== undefined && this.#follows(type, nalUnit, this.#slice));
    this.#empty = false;
    if (SLICE_TYPES.has(type)) this.#slice = new Uint8Array(nalUnit.subarray(0, SLICE_HEADER_LENGTH));
    else if (begins) this.#slice = undefined;
    return begins;
  }

  /** Whether a prefix NAL unit (type 14) has to wait for what it stands before: it precedes later slices of a picture, too. */
  awaitsSlice(nalUnit: Uint8Array): boolean {
    return this.sliceSeen && nalUnitType(nalUnit[0]!) === NalUnitType.prefix;
  }

  #follows(type: number, nalUnit: Uint8Array, previous: Uint8Array): boolean {
    if (!SLICE_TYPES.has(type)) return LEADING_TYPES.has(type);
    // first_mb_in_slice 0 is a single 1 bit: nearly all slices are decided by it, without reading further.
    if (((nalUnit[1] ?? 0) & 0x80) !== 0) return true;
    return startsPicture(readSliceHeader(nalUnit, this.#sets), readSliceHeader(previous, this.#sets));
  }
}
