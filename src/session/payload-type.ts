/** Which payload types may be used (RFC 3551 §3, RFC 5761 §4). */

import { outOfRange, requireInteger } from '../errors.js';

/** Whether packets of this type would be taken for RTCP where both share a port. */
export function looksLikeRtcp(payloadType: number): boolean {
  return payloadType >= 64 && payloadType <= 95;
}

/**
 * @param mux whether RTP and RTCP share a port
 * @throws RangeError for a payload type that cannot be used
 */
export function requirePayloadType(payloadType: number, mux: boolean): void {
  requireInteger('payloadType', payloadType, 0, 127);
  if (mux && looksLikeRtcp(payloadType)) {
    throw outOfRange('payloadType', payloadType, 'none of 64 to 95, which with rtcp-mux look like RTCP');
  }
}
