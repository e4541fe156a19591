/** A transport address as the session sees it; it compares and hands back, and never resolves. */

export interface Address {
  /** Numeric IPv4 or IPv6 address, zone included where there is one. */
  readonly host: string;
  readonly port: number;
}

/** Whether two addresses are written alike. */
export function sameAddress(a: Address, b: Address): boolean {
  return a.port === b.port && a.host === b.host;
}
