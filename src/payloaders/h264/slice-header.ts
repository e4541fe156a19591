/** The beginning of a slice header, as far as it tells pictures apart (ISO 14496-10 §7.3.3, §7.4.1.2.4). */

import { BitReader } from '../../bytes/bit-reader.js';
import { nalRefIdc, nalUnitType, NalUnitType, rawByteSequencePayload } from './nal-unit.js';
import type { ParameterSets } from './parameter-sets.js';

/** Octets of a NAL unit within which all of {@link SliceHeader} lies: at most 95 bits, emulation prevention included. */
export const SLICE_HEADER_LENGTH = 16;

export interface SliceHeader {
  /** `first_mb_in_slice`: 0 in the first slice of a picture. */
  readonly firstMacroblock: number;
  readonly pictureParameterSetId: number;
  /** `frame_num`; `undefined` while the parameter sets, which give its width, are not known. */
  readonly frameNumber: number | undefined;
  readonly isIdr: boolean;
  readonly isReference: boolean;
}

/** Reads the header of a slice or of a slice data partition A; fields that are cut off are 0. */
export function readSliceHeader(nalUnit: Uint8Array, sets: ParameterSets): SliceHeader {
  const end = Math.min(nalUnit.length, SLICE_HEADER_LENGTH);
  const reader = new BitReader(rawByteSequencePayload(nalUnit, end), 'msb-first');
  const firstMacroblock = reader.unsignedExpGolomb();
  reader.unsignedExpGolomb(); // slice_type
  const pictureParameterSetId = reader.unsignedExpGolomb();
  const sequence = sets.describeByPicture(pictureParameterSetId);
  if (sequence?.separateColourPlanes) reader.skip(2); // colour_plane_id
  return {
    firstMacroblock,
    pictureParameterSetId,
    frameNumber: sequence && reader.bits(sequence.frameNumBits),
    isIdr: nalUnitType(nalUnit[0]!) === NalUnitType.idrSlice,
    isReference: nalRefIdc(nalUnit[0]!) !== 0,
  };
}

/**
 * Whether a slice belongs to another primary coded picture than the one before it. The order of macroblocks is taken to be
 * rising (no arbitrary slice order, no redundant slices: Baseline tools that no known encoder uses), which also tells apart
 * pictures that differ in nothing else.
 */
export function startsPicture(slice: SliceHeader, previous: SliceHeader): boolean {
  return (
    slice.firstMacroblock === 0 ||
    slice.frameNumber !== previous.frameNumber ||
    slice.pictureParameterSetId !== previous.pictureParameterSetId ||
    slice.isIdr !== previous.isIdr ||
    slice.isReference !== previous.isReference
  );
}
