/** A transport address as the session sees it; it compares and hands back, and never resolves. */

import { requireInteger, wrongType } from '../errors.js';

/** Compared as it is written: each host is to be told in one notation. */
export interface Address {
  /** Numeric IPv4 or IPv6 address, zone included where there is one. */
  readonly host: string;
  readonly port: number;
}

/** Whether two addresses are written alike. */
export function sameAddress(a: Address, b: Address): boolean {
  return a === b || (a.port === b.port && a.host === b.host);
}

/** Whether a numeric address belongs to a multicast group (RFC 5771 §3, RFC 4291 §2.7). */
export function isMulticast(host: string): boolean {
  return host.includes(':') ? /^ff/i.test(host) : /^(22[4-9]|23\d)\./.test(host);
}

/**
 * @throws TypeError when the host is no text
 * @throws RangeError when the port is none of 1 to 65535
 */
export function requireAddress(argument: string, { host, port }: Address): void {
  if (typeof host !== 'string' || host === '') throw wrongType(`${argument}.host`, host, 'a numeric address');
  requireInteger(`${argument}.port`, port, 1, 65_535);
}
