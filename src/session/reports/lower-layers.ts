/** IP and UDP headers, which RTCP's bandwidth includes and link layers' do not (RFC 3550 §6.2). */

const UDP_HEADER = 8;
const IPV4_HEADER = 20;
const IPV6_HEADER = 40;

/** Octets that a datagram of `length` octets takes on the way to or from a numeric address. */
export function sizeOnTheWay(length: number, host: string): number {
  return length + UDP_HEADER + (host.includes(':') ? IPV6_HEADER : IPV4_HEADER);
}
