/** Access units that a decoder can start with: parameter sets that came once are there again with each key frame. */

import { nalUnitType, NalUnitType, type AccessUnit, type ParameterSets } from '../../payloaders/h264/index.js';

/** The unit itself, or a key frame with the parameter sets that it lacks; those that it brings are kept in `sets`. */
export function completedUnit(unit: AccessUnit, sets: ParameterSets): AccessUnit {
  for (const nalUnit of unit.nalUnits) {
    const type = nalUnitType(nalUnit[0]!);
    const isSet = type === NalUnitType.sequenceParameterSet || type === NalUnitType.pictureParameterSet;
    // One that cannot be read is not kept, and goes to the decoder as it came.
    if (isSet) sets.store(nalUnit);
  }
  return unit.keyFrame ? unit.withParameterSets(sets) : unit;
}
