/** AVC samples as in MP4 and Matroska: NAL units behind their lengths (ISO 14496-15 §5.3.4.2), and their configuration. */

import { readUint16 } from '../../bytes/big-endian.js';
import { concatenate } from '../../bytes/octets.js';
import { outOfRange, Reject } from '../../errors.js';
import { nalUnitType, NalUnitType } from './nal-unit.js';
import { parseSequenceParameterSet } from './sequence-parameter-set.js';

/** Octets of the length in front of each NAL unit. */
export type AvcLengthSize = 1 | 2 | 4;

/** What a player is told once, in front of all samples (`avcC`, ISO 14496-15 §5.3.3.1). */
export interface AvcConfiguration {
  readonly lengthSize: AvcLengthSize;
  /** SPS, then PPS, as NAL units. */
  readonly parameterSets: readonly Uint8Array[];
}

/** The NAL units of a sample, as views on it; units of length zero are passed over. */
export function splitAvc(sample: Uint8Array, lengthSize: AvcLengthSize): Uint8Array[] | Reject {
  const nalUnits: Uint8Array[] = [];
  let offset = 0;
  while (offset < sample.length) {
    const start = offset + lengthSize;
    if (start > sample.length) return rejectSample('length-truncated', offset);
    const end = start + readLength(sample, offset, lengthSize);
    if (end > sample.length) return rejectSample('nal-unit-overruns-sample', offset);
    if (end > start) nalUnits.push(sample.subarray(start, end));
    offset = end;
  }
  return nalUnits.length === 0 ? rejectSample('nal-units-empty', 0) : nalUnits;
}

/**
 * One sample of the NAL units.
 * @throws RangeError when a unit is too long for the length in front of it
 */
export function joinAvc(nalUnits: readonly Uint8Array[], lengthSize: AvcLengthSize): Uint8Array {
  const longest = 2 ** (8 * lengthSize) - 1;
  let length = 0;
  for (const nalUnit of nalUnits) {
    if (nalUnit.length > longest) throw outOfRange('nalUnit.length', nalUnit.length, `at most ${longest}`);
    length += lengthSize + nalUnit.length;
  }
  const sample = new Uint8Array(length);
  let offset = 0;
  for (const nalUnit of nalUnits) {
    for (let octet = 0; octet < lengthSize; octet++) {
      sample[offset + octet] = nalUnit.length >>> (8 * (lengthSize - 1 - octet));
    }
    sample.set(nalUnit, offset + lengthSize);
    offset += lengthSize + nalUnit.length;
  }
  return sample;
}

/**
 * `avcC` for samples with lengths of four octets.
 * @param parameterSets as NAL units, at least one SPS; of each kind no more than 31 are told, each of 65535 octets at the most
 */
export function writeAvcConfiguration(parameterSets: readonly Uint8Array[]): Uint8Array {
  const ofType = (type: number): Uint8Array[] =>
    parameterSets.filter((set) => nalUnitType(set[0]!) === type && set.length <= 0xffff).slice(0, 31);
  const sequence = ofType(NalUnitType.sequenceParameterSet);
  const picture = ofType(NalUnitType.pictureParameterSet);
  const [, profile = 0, constraints = 0, level = 0] = sequence[0] ?? [];
  const opening = Uint8Array.of(1, profile, constraints, level, 0xfc | 3, 0xe0 | sequence.length);
  const lists = [...sequence.flatMap(withLength), Uint8Array.of(picture.length), ...picture.flatMap(withLength)];
  return concatenate([opening, ...lists, ...sampleFormat(sequence[0])]);
}

function withLength(set: Uint8Array): Uint8Array[] {
  return [Uint8Array.of(set.length >>> 8, set.length), set];
}

/** What the High profiles add: chroma format and bit depths, and no SPS extension. */
function sampleFormat(set: Uint8Array | undefined): Uint8Array[] {
  const profile = set?.[1] ?? 0;
  if (set === undefined || ![100, 110, 122, 144].includes(profile)) return [];
  const description = parseSequenceParameterSet(set);
  if (description instanceof Reject) return [];
  const { chromaFormatIdc, bitDepthLuma, bitDepthChroma } = description;
  return [Uint8Array.of(0xfc | chromaFormatIdc, 0xf8 | (bitDepthLuma - 8), 0xf8 | (bitDepthChroma - 8), 0)];
}

/** Parses `avcC`; what follows the picture parameter sets (High profile's chroma format) is not needed here. */
export function parseAvcConfiguration(bytes: Uint8Array): AvcConfiguration | Reject {
  if (bytes.length < 7) return rejectConfiguration('configuration-truncated', bytes.length);
  if (bytes[0] !== 1) return rejectConfiguration('configuration-version-not-1', 0);
  const lengthSize = (bytes[4]! & 3) + 1;
  if (lengthSize === 3) return rejectConfiguration('length-size-reserved', 4);
  const parameterSets: Uint8Array[] = [];
  const pictureSets = readParameterSets(bytes, 6, bytes[5]! & 0x1f, parameterSets);
  if (pictureSets >= bytes.length) return rejectConfiguration('configuration-truncated', bytes.length);
  const end = readParameterSets(bytes, pictureSets + 1, bytes[pictureSets]!, parameterSets);
  if (end > bytes.length) return rejectConfiguration('configuration-truncated', bytes.length);
  return { lengthSize: lengthSize as AvcLengthSize, parameterSets };
}

/** Appends `count` sets to `parameterSets` and returns where they end: past the end of `bytes` when they are cut off. */
function readParameterSets(bytes: Uint8Array, from: number, count: number, parameterSets: Uint8Array[]): number {
  let offset = from;
  for (let index = 0; index < count; index++) {
    if (offset + 2 > bytes.length) return bytes.length + 1;
    const end = offset + 2 + readUint16(bytes, offset);
    if (end > bytes.length) return end;
    parameterSets.push(bytes.subarray(offset + 2, end));
    offset = end;
  }
  return offset;
}

function readLength(sample: Uint8Array, offset: number, lengthSize: AvcLengthSize): number {
  let length = 0;
  for (let octet = 0; octet < lengthSize; octet++) length = length * 256 + sample[offset + octet]!;
  return length;
}

function rejectSample(reason: string, offset: number): Reject {
  return new Reject(reason, offset, 'ISO 14496-15 §5.3.4.2');
}

function rejectConfiguration(reason: string, offset: number): Reject {
  return new Reject(reason, offset, 'ISO 14496-15 §5.3.3.1');
}
