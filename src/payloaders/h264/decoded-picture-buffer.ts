/** How many frames a decoder may hold back, where the stream itself does not say it (ISO 14496-10 §A.3.1, §E.2.1). */

/** The fields of a sequence parameter set that decide. */
export interface PictureLevel {
  readonly profileIdc: number;
  readonly constraintFlags: number;
  readonly levelIdc: number;
  readonly pictureOrderCountType: number;
  readonly codedWidth: number;
  readonly codedHeight: number;
}

/** MaxDpbMbs by level_idc (table A-1): macroblocks that the decoded picture buffer holds. */
const MAX_DPB_MACROBLOCKS: ReadonlyMap<number, number> = new Map([
  [9, 396],
  [10, 396],
  [11, 900],
  [12, 2376],
  [13, 2376],
  [20, 2376],
  [21, 4752],
  [22, 8100],
  [30, 8100],
  [31, 18000],
  [32, 20480],
  [40, 32768],
  [41, 32768],
  [42, 34816],
  [50, 110400],
  [51, 184320],
  [52, 184320],
  [60, 696320],
  [61, 696320],
  [62, 696320],
]);
/** Profiles in which constraint_set3_flag means that only intra pictures occur (§E.2.1). */
const INTRA_PROFILES: ReadonlySet<number> = new Set([44, 86, 100, 110, 122, 244]);
const CONSTRAINT_SET_3 = 0x10;
const MAX_FRAMES = 16;

/**
 * `max_num_reorder_frames` when it is absent (§E.2.1): 0 in intra profiles, else all that the level's buffer holds. Where
 * the picture order count follows the decoding order (type 2, §8.2.1.3) there is nothing to reorder.
 */
export function defaultReorderFrames(level: PictureLevel): number {
  if (level.pictureOrderCountType === 2) return 0;
  if (INTRA_PROFILES.has(level.profileIdc) && (level.constraintFlags & CONSTRAINT_SET_3) !== 0) return 0;
  const macroblocks = (level.codedWidth / 16) * (level.codedHeight / 16);
  return Math.min(Math.floor(bufferMacroblocks(level) / macroblocks), MAX_FRAMES);
}

/** Level 1b is 11 with constraint_set3_flag in the Baseline, Main and Extended profiles (§A.3.1). */
function bufferMacroblocks(level: PictureLevel): number {
  const is1b = level.levelIdc === 11 && level.profileIdc <= 88 && (level.constraintFlags & CONSTRAINT_SET_3) !== 0;
  return MAX_DPB_MACROBLOCKS.get(is1b ? 9 : level.levelIdc) ?? Number.POSITIVE_INFINITY;
}
