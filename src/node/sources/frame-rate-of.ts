/** The frame rate that an H.264 file tells of itself (ISO 14496-10 §E.2.1). */

import { Reject, RtpkitError } from '../../errors.js';
import { nalUnitType, NalUnitType, parseSequenceParameterSet, splitAnnexB } from '../../payloaders/h264/index.js';
import { readAccessUnits } from '../files/annex-b-input.js';

/**
 * Frames per second, from the parameter sets of the first access unit; `undefined` when they do not tell, or nothing usable.
 * @throws RtpkitError `ERR_RTPKIT_FILE` when the file cannot be read or holds no H.264
 */
export async function frameRateOf(path: string): Promise<number | undefined> {
  for await (const { bytes } of readAccessUnits(path)) return toldBy(bytes);
  throw new RtpkitError('ERR_RTPKIT_FILE', `${path} holds no H.264 byte stream`);
}

function toldBy(accessUnit: Uint8Array): number | undefined {
  const nalUnits = splitAnnexB(accessUnit);
  if (nalUnits instanceof Reject) return undefined;
  const set = nalUnits.find((nalUnit) => nalUnitType(nalUnit[0]!) === NalUnitType.sequenceParameterSet);
  const parsed = set && parseSequenceParameterSet(set);
  if (parsed === undefined || parsed instanceof Reject) return undefined;
  const { frameRate } = parsed;
  return frameRate !== undefined && frameRate >= 1 && frameRate <= 1000 ? frameRate : undefined;
}
