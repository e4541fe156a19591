/** Tells RTP and RTCP on one port apart (RFC 5761 §4). */

/**
 * Whether a datagram is RTCP. Its second octet is an RTCP packet type of 192 to 223, which in RTP would be the marker and one
 * of the payload types 64 to 95: those must not be used with RTP on the same port.
 */
export function isRtcp(bytes: Uint8Array): boolean {
  const second = bytes[1];
  return second !== undefined && second >= 192 && second <= 223;
}
