/**
 * NAL units (ISO 14496-10 §7.3.1, §7.4.1; RFC 6184 §1.3). In this library a NAL unit is a `Uint8Array` that begins with its
 * header octet and has neither start code nor length in front:
 *
 * +---------------+
 * |0|1|2|3|4|5|6|7|
 * +-+-+-+-+-+-+-+-+
 * |F|NRI|  Type   |
 * +---------------+
 */

/** The types that this library treats in some way of their own (ISO 14496-10 table 7-1). */
export const NalUnitType = {
  nonIdrSlice: 1,
  dataPartitionA: 2,
  idrSlice: 5,
  supplementalEnhancementInformation: 6,
  sequenceParameterSet: 7,
  pictureParameterSet: 8,
  accessUnitDelimiter: 9,
  prefix: 14,
} as const;

const NAMES: readonly string[] = [
  'unspecified',
  'slice',
  'slice data partition A',
  'slice data partition B',
  'slice data partition C',
  'IDR slice',
  'SEI',
  'SPS',
  'PPS',
  'access unit delimiter',
  'end of sequence',
  'end of stream',
  'filler data',
  'SPS extension',
  'prefix NAL unit',
  'subset SPS',
  'depth parameter set',
  'reserved 17',
  'reserved 18',
  'auxiliary slice',
  'slice extension',
  'depth slice extension',
  'reserved 22',
  'reserved 23',
];

/** The low five bits of a NAL unit header. */
export function nalUnitType(header: number): number {
  return header & 0x1f;
}

/** `nal_ref_idc`, 0 to 3: 0 means that nothing else refers to the unit. */
export function nalRefIdc(header: number): number {
  return (header >>> 5) & 3;
}

/** The name of a type for people; types from 24 belong to the payload format, not to the codec (RFC 6184 §5.2). */
export function nalUnitTypeName(type: number): string {
  return NAMES[type] ?? `unspecified ${type}`;
}

/** Whether the type may stand alone in a payload: 1 to 23 (RFC 6184 §5.2). */
export function isSingleNalUnitType(type: number): boolean {
  return type >= 1 && type <= 23;
}

/** Whether the type carries a part of the coded picture itself: the video coding layer of Annex A, types 1 to 5. */
export function isVideoCodingLayer(type: number): boolean {
  return type >= 1 && type <= 5;
}

/** Whether the type is SPS or PPS. */
export function isParameterSetType(type: number): boolean {
  return type === NalUnitType.sequenceParameterSet || type === NalUnitType.pictureParameterSet;
}

/**
 * The raw byte sequence payload: what follows the header octet, without the emulation prevention octets (the 03 of each
 * `00 00 03`, ISO 14496-10 §7.4.1). Reads no further than `end`.
 */
export function rawByteSequencePayload(nalUnit: Uint8Array, end: number = nalUnit.length): Uint8Array {
  const payload = new Uint8Array(Math.max(0, end - 1));
  let length = 0;
  let zeros = 0;
  for (let offset = 1; offset < end; offset++) {
    const octet = nalUnit[offset]!;
    if (zeros === 2 && octet === 3) {
      zeros = 0;
    } else {
      payload[length++] = octet;
      zeros = octet === 0 ? zeros + 1 : 0;
    }
  }
  return payload.subarray(0, length);
}
