/** The sequence parameter set: picture size, profile, level and timing (ISO 14496-10 §7.3.2.1.1, §7.4.2.1.1). */

import { BitReader } from '../../bytes/bit-reader.js';
import { Reject } from '../../errors.js';
import { defaultReorderFrames } from './decoded-picture-buffer.js';
import { nalUnitType, NalUnitType, rawByteSequencePayload } from './nal-unit.js';
import { NO_USABILITY_INFORMATION, readVideoUsabilityInformation } from './video-usability-information.js';

export interface SequenceParameterSet {
  /** `seq_parameter_set_id`, 0 to 31. */
  readonly id: number;
  readonly profileIdc: number;
  /** The six constraint_set flags and two reserved bits, as the octet on the wire. */
  readonly constraintFlags: number;
  /** Ten times the level: 31 is level 3.1. */
  readonly levelIdc: number;
  /** The three octets above as `profile-level-id` gives them: six lower-case hexadecimal digits (RFC 6184 §8.1). */
  readonly profileLevelId: string;
  /** 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4. */
  readonly chromaFormatIdc: number;
  readonly bitDepthLuma: number;
  readonly bitDepthChroma: number;
  /** Three colour planes coded as pictures of their own. */
  readonly separateColourPlanes: boolean;
  /** Bits of `frame_num` in slice headers, 4 to 16. */
  readonly frameNumBits: number;
  /** `pic_order_cnt_type`: 0, 1 or 2; with 2 pictures are sent in the order in which they are shown. */
  readonly pictureOrderCountType: number;
  readonly maxReferenceFrames: number;
  /** Luma samples of the picture that is shown, cropping applied. */
  readonly width: number;
  readonly height: number;
  /** Luma samples of the coded picture, a multiple of 16. */
  readonly codedWidth: number;
  readonly codedHeight: number;
  /** Whether all pictures are frames; else fields (interlaced pictures) may occur. */
  readonly frameMacroblocksOnly: boolean;
  /** Width : height of a sample; `undefined` when unspecified. */
  readonly sampleAspectRatio: readonly [number, number] | undefined;
  /** Frames per second from the timing of the usability information; `undefined` when it is absent. */
  readonly frameRate: number | undefined;
  /** Whether the frame rate is promised to be constant. */
  readonly fixedFrameRate: boolean;
  /** How many frames may precede a frame in decoding order and follow it in output order: B-frames' delay, 0 to 16. */
  readonly reorderFrames: number;
}

const SECTION = 'ISO 14496-10 §7.3.2.1.1';
/** Profiles whose set tells chroma format and bit depths. */
const HIGH_PROFILES: ReadonlySet<number> = new Set([44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244]);
/** √(8 × 139 264): no level allows a picture of more macroblocks on a side (ISO 14496-10 §A.3.1, level 6.2). */
const MAX_SIDE_MACROBLOCKS = 1055;
/** No level allows a picture of more macroblocks (ISO 14496-10 Table A-1, level 6.2). */
const MAX_MACROBLOCKS = 139_264;

/** Parses an SPS as a NAL unit, header octet included. */
export function parseSequenceParameterSet(nalUnit: Uint8Array): SequenceParameterSet | Reject {
  if (nalUnitType(nalUnit[0] ?? 0) !== NalUnitType.sequenceParameterSet) return new Reject('not-an-sps', 0, SECTION);
  const reader = new BitReader(rawByteSequencePayload(nalUnit), 'msb-first');
  const profileIdc = reader.bits(8);
  const constraintFlags = reader.bits(8);
  const levelIdc = reader.bits(8);
  const id = reader.unsignedExpGolomb();
  const format = readSampleFormat(reader, profileIdc);
  const frameNumBits = 4 + reader.unsignedExpGolomb();
  const pictureOrderCountType = readPictureOrderCount(reader);
  const maxReferenceFrames = reader.unsignedExpGolomb();
  reader.skip(1); // gaps_in_frame_num_value_allowed_flag
  const size = readPictureSize(reader, format);
  const usability = reader.flag() ? readVideoUsabilityInformation(reader) : NO_USABILITY_INFORMATION;
  const reason = fault(reader, { id, format, frameNumBits, pictureOrderCountType, size });
  if (reason !== undefined) return new Reject(reason, 1 + (reader.position >> 3), SECTION);
  const level = { profileIdc, constraintFlags, levelIdc, pictureOrderCountType, ...size };
  return {
    id,
    profileIdc,
    constraintFlags,
    levelIdc,
    profileLevelId: profileLevelId(nalUnit),
    ...format,
    frameNumBits,
    pictureOrderCountType,
    maxReferenceFrames,
    ...size,
    sampleAspectRatio: usability.sampleAspectRatio,
    frameRate: usability.frameRate,
    fixedFrameRate: usability.fixedFrameRate,
    reorderFrames: usability.reorderFrames ?? defaultReorderFrames(level),
  };
}

/** Octets 1 to 3 of an SPS as `profile-level-id` wants them, verbatim (RFC 6184 §8.1). */
export function profileLevelId(sequenceParameterSet: Uint8Array): string {
  return Array.from(sequenceParameterSet.subarray(1, 4), (octet) => octet.toString(16).padStart(2, '0')).join('');
}

type SampleFormat = Pick<
  SequenceParameterSet,
  'chromaFormatIdc' | 'bitDepthLuma' | 'bitDepthChroma' | 'separateColourPlanes'
>;
type PictureSize = Pick<
  SequenceParameterSet,
  'width' | 'height' | 'codedWidth' | 'codedHeight' | 'frameMacroblocksOnly'
>;

function readSampleFormat(reader: BitReader, profileIdc: number): SampleFormat {
  if (!HIGH_PROFILES.has(profileIdc)) {
    return { chromaFormatIdc: 1, bitDepthLuma: 8, bitDepthChroma: 8, separateColourPlanes: false };
  }
  const chromaFormatIdc = reader.unsignedExpGolomb();
  const separateColourPlanes = chromaFormatIdc === 3 && reader.flag();
  const bitDepthLuma = 8 + reader.unsignedExpGolomb();
  const bitDepthChroma = 8 + reader.unsignedExpGolomb();
  reader.skip(1); // qpprime_y_zero_transform_bypass_flag
  if (reader.flag()) skipScalingLists(reader, chromaFormatIdc === 3 ? 12 : 8);
  return { chromaFormatIdc, bitDepthLuma, bitDepthChroma, separateColourPlanes };
}

/** ISO 14496-10 §7.3.2.1.1.1. */
function skipScalingLists(reader: BitReader, count: number): void {
  for (let list = 0; list < count; list++) {
    if (reader.flag()) skipScalingList(reader, list < 6 ? 16 : 64);
  }
}

function skipScalingList(reader: BitReader, size: number): void {
  let last = 8;
  for (let index = 0; index < size && !reader.overrun; index++) {
    const next = (last + reader.signedExpGolomb() + 256) % 256;
    if (next === 0) return;
    last = next;
  }
}

/** Returns `pic_order_cnt_type` and passes over what it announces. */
function readPictureOrderCount(reader: BitReader): number {
  const type = reader.unsignedExpGolomb();
  if (type === 0) reader.unsignedExpGolomb(); // log2_max_pic_order_cnt_lsb_minus4
  if (type !== 1) return type;
  reader.skip(1); // delta_pic_order_always_zero_flag
  reader.signedExpGolomb(); // offset_for_non_ref_pic
  reader.signedExpGolomb(); // offset_for_top_to_bottom_field
  const cycle = reader.unsignedExpGolomb();
  for (let index = 0; index < cycle && !reader.overrun; index++) reader.signedExpGolomb();
  return type;
}

function readPictureSize(reader: BitReader, format: SampleFormat): PictureSize {
  const codedWidth = 16 * (reader.unsignedExpGolomb() + 1);
  const mapUnits = reader.unsignedExpGolomb() + 1;
  const frameMacroblocksOnly = reader.flag();
  const codedHeight = 16 * mapUnits * (frameMacroblocksOnly ? 1 : 2);
  if (!frameMacroblocksOnly) reader.skip(1); // mb_adaptive_frame_field_flag
  reader.skip(1); // direct_8x8_inference_flag
  const size = { codedWidth, codedHeight, frameMacroblocksOnly };
  if (!reader.flag()) return { width: codedWidth, height: codedHeight, ...size };
  // CropUnitX and CropUnitY (§7.4.2.1.1): chroma samples where planes are subsampled together, field rows in pairs.
  const subsampled = format.separateColourPlanes ? 0 : format.chromaFormatIdc;
  const unitX = subsampled === 1 || subsampled === 2 ? 2 : 1;
  const unitY = (subsampled === 1 ? 2 : 1) * (frameMacroblocksOnly ? 1 : 2);
  const width = codedWidth - unitX * (reader.unsignedExpGolomb() + reader.unsignedExpGolomb());
  const height = codedHeight - unitY * (reader.unsignedExpGolomb() + reader.unsignedExpGolomb());
  return { width, height, ...size };
}

interface CheckedFields {
  readonly id: number;
  readonly format: SampleFormat;
  readonly frameNumBits: number;
  readonly pictureOrderCountType: number;
  readonly size: PictureSize;
}

function fault(reader: BitReader, { id, format, frameNumBits, pictureOrderCountType, size }: CheckedFields) {
  if (reader.overrun) return 'sps-truncated';
  if (id > 31) return 'sps-id-out-of-range';
  if (format.chromaFormatIdc > 3) return 'chroma-format-out-of-range';
  if (format.bitDepthLuma > 14 || format.bitDepthChroma > 14) return 'bit-depth-out-of-range';
  if (frameNumBits > 16 || pictureOrderCountType > 2) return 'counter-out-of-range';
  if (isTooLarge(size)) return 'picture-too-large';
  return size.width < 1 || size.height < 1 ? 'cropped-to-nothing' : undefined;
}

function isTooLarge({ codedWidth, codedHeight }: PictureSize): boolean {
  const [across, down] = [codedWidth / 16, codedHeight / 16];
  return across > MAX_SIDE_MACROBLOCKS || down > MAX_SIDE_MACROBLOCKS || across * down > MAX_MACROBLOCKS;
}
