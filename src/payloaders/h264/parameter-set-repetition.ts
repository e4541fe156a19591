/** When a sender puts its parameter sets into the stream again, so that late joiners can decode (RFC 6184 §8.4). */

import { outOfRange, wrongType } from '../../errors.js';
import { H264_CLOCK_RATE } from './format-parameters.js';
import { isParameterSetType, isVideoCodingLayer, nalUnitType, NalUnitType } from './nal-unit.js';
import { ParameterSets, withParameterSets } from './parameter-sets.js';

/** `idr`: with each IDR picture; a number: whenever so many seconds of media time have passed; or `never`. */
export type ParameterSetInterval = 'idr' | 'never' | number;

export class ParameterSetRepetition {
  readonly parameterSets: ParameterSets = new ParameterSets();
  readonly #interval: ParameterSetInterval;
  #lastTicks = Number.NEGATIVE_INFINITY;

  /** @throws TypeError for a parameter set that cannot be read; RangeError for an interval that is not positive */
  constructor(interval: ParameterSetInterval, parameterSets: readonly Uint8Array[]) {
    if (typeof interval === 'number' ? !(interval > 0) : interval !== 'idr' && interval !== 'never') {
      throw outOfRange('parameterSetInterval', interval, '"idr", "never" or seconds above 0');
    }
    this.#interval = interval;
    for (const nalUnit of parameterSets) {
      const reject = this.parameterSets.store(nalUnit);
      if (reject !== undefined) throw wrongType('parameterSets', reject.toString(), 'SPS and PPS as NAL units');
    }
  }

  /** Learns the sets of an access unit and adds those that it lacks when they are due; never one that is there already. */
  complete(nalUnits: readonly Uint8Array[], timestampTicks: number): readonly Uint8Array[] {
    let hasSlice = false;
    let hasIdr = false;
    for (const nalUnit of nalUnits) {
      const type = nalUnitType(nalUnit[0]!);
      if (isVideoCodingLayer(type)) hasSlice = true;
      if (type === NalUnitType.idrSlice) hasIdr = true;
      // One that cannot be read is sent as it is and not repeated.
      if (isParameterSetType(type)) this.parameterSets.store(nalUnit);
    }
    if (!hasSlice || !this.#due(hasIdr, timestampTicks)) return nalUnits;
    this.#lastTicks = timestampTicks;
    return withParameterSets(nalUnits, this.parameterSets);
  }

  /** Timestamps may step back: a little for B-frames, a lot when a source begins anew. */
  #due(hasIdr: boolean, timestampTicks: number): boolean {
    if (typeof this.#interval === 'string') return this.#interval === 'idr' && hasIdr;
    return Math.abs(timestampTicks - this.#lastTicks) >= this.#interval * H264_CLOCK_RATE;
  }
}
