/** SEI messages (ISO 14496-10 §7.3.2.3, §D.1): only which of them a NAL unit carries. */

import { rawByteSequencePayload } from './nal-unit.js';

/** `payloadType` of the recovery point: a decoder that starts here shows right pictures after some frames (§D.2.8). */
export const RECOVERY_POINT = 6;

/** The payload types of the messages in an SEI NAL unit, in order; a message cut off at the end still counts. */
export function seiPayloadTypes(nalUnit: Uint8Array): number[] {
  const payload = rawByteSequencePayload(nalUnit);
  const types: number[] = [];
  let offset = 0;
  // Each message takes at least two octets; what is left then is rbsp_trailing_bits.
  while (offset + 2 <= payload.length) {
    const [type, sizeAt] = readCode(payload, offset);
    const [size, bodyAt] = readCode(payload, sizeAt);
    types.push(type);
    offset = bodyAt + size;
  }
  return types;
}

/** A number coded as octets of 255 and a last one (§7.3.2.3.1), and the offset behind it. */
function readCode(payload: Uint8Array, from: number): [value: number, next: number] {
  let value = 0;
  let offset = from;
  while (payload[offset] === 255) {
    value += 255;
    offset++;
  }
  return [value + (payload[offset] ?? 0), offset + 1];
}
