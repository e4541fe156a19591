/** Video usability information: what of a sequence parameter set does not matter to decoding (ISO 14496-10 §E.1.1). */

import type { BitReader } from '../../bytes/bit-reader.js';

export interface VideoUsabilityInformation {
  readonly sampleAspectRatio: readonly [number, number] | undefined;
  readonly frameRate: number | undefined;
  readonly fixedFrameRate: boolean;
  /** `max_num_reorder_frames`, 0 to 16; `undefined` also for a number that no buffer can hold. */
  readonly reorderFrames: number | undefined;
}

export const NO_USABILITY_INFORMATION: VideoUsabilityInformation = {
  sampleAspectRatio: undefined,
  frameRate: undefined,
  fixedFrameRate: false,
  reorderFrames: undefined,
};

/** Table E-1, `aspect_ratio_idc` 1 to 16. */
const SAMPLE_ASPECT_RATIOS: readonly (readonly [number, number])[] = [
  [1, 1],
  [12, 11],
  [10, 11],
  [16, 11],
  [40, 33],
  [24, 11],
  [20, 11],
  [32, 11],
  [80, 33],
  [18, 11],
  [15, 11],
  [64, 33],
  [160, 99],
  [4, 3],
  [3, 2],
  [2, 1],
];
const EXTENDED_SAR = 255;
/** MaxDpbFrames is never more (§A.3.1). */
const MAX_REORDER_FRAMES = 16;

/** Reads the structure at the reader's position; the caller checks the reader for an overrun. */
export function readVideoUsabilityInformation(reader: BitReader): VideoUsabilityInformation {
  const sampleAspectRatio = reader.flag() ? readSampleAspectRatio(reader) : undefined;
  if (reader.flag()) reader.skip(1); // overscan_appropriate_flag
  if (reader.flag()) skipVideoSignalType(reader);
  if (reader.flag()) skipExpGolombs(reader, 2); // chroma sample locations, top and bottom field
  const timing = reader.flag() ? readTiming(reader) : undefined;
  const nalHrd = reader.flag();
  if (nalHrd) skipHypotheticalReferenceDecoder(reader);
  const vclHrd = reader.flag();
  if (vclHrd) skipHypotheticalReferenceDecoder(reader);
  if (nalHrd || vclHrd) reader.skip(1); // low_delay_hrd_flag
  reader.skip(1); // pic_struct_present_flag
  const reorderFrames = reader.flag() ? readReorderFrames(reader) : undefined;
  return {
    sampleAspectRatio,
    frameRate: timing?.frameRate,
    fixedFrameRate: timing?.fixedFrameRate ?? false,
    reorderFrames,
  };
}

function readSampleAspectRatio(reader: BitReader): readonly [number, number] | undefined {
  const code = reader.bits(8);
  if (code !== EXTENDED_SAR) return SAMPLE_ASPECT_RATIOS[code - 1];
  const width = reader.bits(16);
  const height = reader.bits(16);
  return width === 0 || height === 0 ? undefined : [width, height];
}

function skipVideoSignalType(reader: BitReader): void {
  reader.skip(4); // video_format, video_full_range_flag
  if (reader.flag()) reader.skip(24); // colour primaries, transfer characteristics, matrix coefficients
}

/** A frame lasts two ticks, because a tick is a field (§E.2.1, num_units_in_tick). */
function readTiming(reader: BitReader): { frameRate: number | undefined; fixedFrameRate: boolean } {
  const unitsInTick = reader.bits(32);
  const timeScale = reader.bits(32);
  const fixedFrameRate = reader.flag();
  return unitsInTick === 0 || timeScale === 0
    ? { frameRate: undefined, fixedFrameRate: false }
    : { frameRate: timeScale / (2 * unitsInTick), fixedFrameRate };
}

/** §E.1.2. */
function skipHypotheticalReferenceDecoder(reader: BitReader): void {
  const schedules = reader.unsignedExpGolomb() + 1;
  reader.skip(8); // bit_rate_scale, cpb_size_scale
  for (let index = 0; index < schedules && !reader.overrun; index++) {
    skipExpGolombs(reader, 2);
    reader.skip(1);
  }
  reader.skip(20); // lengths of delays and of time_offset
}

function readReorderFrames(reader: BitReader): number | undefined {
  reader.skip(1); // motion_vectors_over_pic_boundaries_flag
  skipExpGolombs(reader, 4); // sizes per picture and macroblock, lengths of motion vectors
  const reorderFrames = reader.unsignedExpGolomb();
  reader.unsignedExpGolomb(); // max_dec_frame_buffering
  return reorderFrames <= MAX_REORDER_FRAMES ? reorderFrames : undefined;
}

function skipExpGolombs(reader: BitReader, count: number): void {
  for (let index = 0; index < count; index++) reader.unsignedExpGolomb();
}
