/** The `a=fmtp` parameters of H.264 (RFC 6184 §8.1): packetization-mode, profile-level-id, sprop-parameter-sets. */

import { decodeBase64, encodeBase64 } from '../../bytes/base64.js';
import { Reject } from '../../errors.js';
import type { FormatParameters } from '../format-parameters.js';
import { nalUnitType, NalUnitType } from './nal-unit.js';
import { profileLevelId } from './sequence-parameter-set.js';

/** The clock rate that RFC 6184 §5.1 prescribes, in Hz. */
export const H264_CLOCK_RATE = 90_000;

/** 0 single NAL units, 1 with STAP-A and FU-A (RFC 6184 §6); 2, the interleaved mode, is not supported. */
export type PacketizationMode = 0 | 1;

/** `sprop-parameter-sets` taken apart: what could be read, and why the rest could not. */
export interface SpropParameterSets {
  readonly nalUnits: readonly Uint8Array[];
  readonly rejects: readonly Reject[];
}

const MODE_SECTION = 'RFC 6184 §8.1 packetization-mode';
const SPROP_SECTION = 'RFC 6184 §8.1 sprop-parameter-sets';

/** The parameters that describe a stream; the profile is that of the first SPS, its octets 1 to 3 verbatim. */
export function h264FormatParameters(
  packetizationMode: PacketizationMode,
  parameterSets: readonly Uint8Array[],
): FormatParameters {
  const sps = parameterSets.find((nalUnit) => nalUnitType(nalUnit[0] ?? 0) === NalUnitType.sequenceParameterSet);
  return {
    'packetization-mode': String(packetizationMode),
    ...(sps === undefined ? {} : { 'profile-level-id': profileLevelId(sps) }),
    ...(parameterSets.length === 0 ? {} : { 'sprop-parameter-sets': parameterSets.map(encodeBase64).join(',') }),
  };
}

/** `packetization-mode`, 0 when absent. */
export function parsePacketizationMode(parameters: FormatParameters): PacketizationMode | Reject {
  const text = parameters['packetization-mode'] ?? '0';
  if (text === '0') return 0;
  if (text === '1') return 1;
  const reason = text === '2' ? 'interleaved-mode-unsupported' : 'packetization-mode-unknown';
  return new Reject(reason, 0, MODE_SECTION, `found ${text}, expected 0 or 1`);
}

/**
 * Reads NAL units separated by commas. One that cannot be read does not spoil the others: real descriptions have a comma at
 * the end or a broken PPS, and the stream mostly brings its sets in-band as well. Offsets of rejects are in characters.
 */
export function parseSpropParameterSets(text: string): SpropParameterSets {
  const nalUnits: Uint8Array[] = [];
  const rejects: Reject[] = [];
  let offset = 0;
  for (const item of text.split(',')) {
    const nalUnit = decodeBase64(item.trim());
    if (nalUnit === undefined) rejects.push(new Reject('sprop-not-base64', offset, SPROP_SECTION));
    else if (nalUnit.length > 0) nalUnits.push(nalUnit);
    offset += item.length + 1;
  }
  return { nalUnits, rejects };
}
