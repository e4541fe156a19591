/** What a session may receive, checked and found by payload type. */

import { Reject, outOfRange, requireInteger } from '../errors.js';
import type { ReceiveFormat } from './session-options.js';

/**
 * Indexes the formats by payload type.
 * @param mux RTP and RTCP share a port: payload types 64 to 95 would be taken for RTCP (RFC 5761 §4)
 * @throws RangeError for a number out of range, a payload type listed twice, parameters that the format refuses
 */
export function indexFormats(formats: readonly ReceiveFormat[], mux: boolean): ReadonlyMap<number, ReceiveFormat> {
  const byPayloadType = new Map<number, ReceiveFormat>();
  for (const receiveFormat of formats) {
    const { payloadType, format, clockRate, parameters } = receiveFormat;
    requireInteger('payloadType', payloadType, 0, 127);
    if (clockRate !== undefined) requireInteger('clockRate', clockRate, 1, 0xffff_ffff);
    if (byPayloadType.has(payloadType)) throw outOfRange('payloadType', payloadType, 'each payload type once');
    if (mux && payloadType >= 64 && payloadType <= 95) {
      throw outOfRange('payloadType', payloadType, 'none of 64 to 95, which with rtcp-mux look like RTCP');
    }
    const refusal = parameters === undefined ? undefined : format.rejectParameters(parameters);
    if (refusal instanceof Reject) throw outOfRange('parameters', parameters, `usable ones: ${refusal.toString()}`);
    byPayloadType.set(payloadType, receiveFormat);
  }
  return byPayloadType;
}
