/** H.264 over RTP (RFC 6184) and the parts of its bitstream that a sender and a receiver look at. */

export { AccessUnit, type AccessUnitEnd } from './access-unit.js';
export type { Aggregation } from './aggregation.js';
export { joinAnnexB, splitAnnexB } from './annex-b.js';
export {
  joinAvc,
  parseAvcConfiguration,
  splitAvc,
  writeAvcConfiguration,
  type AvcConfiguration,
  type AvcLengthSize,
} from './avc.js';
export type { H264DepayloaderStatistics } from './h264-depayloader-statistics.js';
export {
  H264_CLOCK_RATE,
  h264FormatParameters,
  parsePacketizationMode,
  parseSpropParameterSets,
  type PacketizationMode,
  type SpropParameterSets,
} from './format-parameters.js';
export { H264Depayloader, type H264DepayloaderOptions } from './h264-depayloader.js';
export { H264Payloader, type H264PayloaderOptions } from './h264-payloader.js';
export { h264 } from './h264.js';
export {
  isVideoCodingLayer,
  nalRefIdc,
  nalUnitType,
  NalUnitType,
  nalUnitTypeName,
  rawByteSequencePayload,
} from './nal-unit.js';
export type { ParameterSetInterval } from './parameter-set-repetition.js';
export { ParameterSets, withParameterSets } from './parameter-sets.js';
export { parseSequenceParameterSet, profileLevelId, type SequenceParameterSet } from './sequence-parameter-set.js';
export { RECOVERY_POINT, seiPayloadTypes } from './supplemental-enhancement-information.js';
