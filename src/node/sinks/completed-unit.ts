/** Access units that a decoder can start with: parameter sets that came once are there again with each key frame. */

import { nalUnitType, NalUnitType, AccessUnit, type ParameterSets } from '../../payloaders/h264/index.js';

/**
 * The unit itself, or a key frame with the parameter sets that it lacks; those that it brings are kept in `sets`. A set of pictures
 * beyond every level is taken away: of 16384x16384, a decoder takes 400 MB for each picture, and up to 16 are for reference.
 */
export function completedUnit(unit: AccessUnit, sets: ParameterSets): AccessUnit {
  // One that cannot be read is not kept, and goes to the decoder as it came.
  const giants = unit.nalUnits.filter(
    (nalUnit) => isSet(nalUnit) && sets.store(nalUnit)?.reason === 'picture-too-large',
  );
  const decodable = giants.length === 0 ? unit : without(unit, giants);
  return decodable.keyFrame ? decodable.withParameterSets(sets) : decodable;
}

function isSet([header]: Uint8Array): boolean {
  const type = nalUnitType(header!);
  return type === NalUnitType.sequenceParameterSet || type === NalUnitType.pictureParameterSet;
}

function without(
  { nalUnits, timestamp, complete, endedBy, keyFrame }: AccessUnit,
  giants: readonly Uint8Array[],
): AccessUnit {
  const others = nalUnits.filter((nalUnit) => !giants.includes(nalUnit));
  return new AccessUnit(others, timestamp, complete, endedBy, keyFrame);
}
