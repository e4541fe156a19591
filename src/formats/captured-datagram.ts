/** One datagram on its way, as a capture file remembers it. */

export interface CapturedDatagram {
  /** Milliseconds since 1970; fractions are kept down to the microsecond. */
  readonly unixMs: number;
  /** Numeric IPv4 or IPv6 address, such as `127.0.0.1` or `::1`. */
  readonly sourceHost: string;
  readonly sourcePort: number;
  /** Of the same family as the source. */
  readonly destinationHost: string;
  readonly destinationPort: number;
  /** At most 65507 octets, over IPv6 65527. */
  readonly payload: Uint8Array;
}
