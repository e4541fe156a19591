/** The `c=` line: the address that media goes to (RFC 8866 §5.7). */

import { parseDecimalInteger } from './decimal-integer.js';

export interface Connection {
  readonly addressType: 'IP4' | 'IP6';
  /** A unicast address or host name of the receiver, or a multicast group. */
  readonly address: string;
  /** The multicast scope, 0 to 255; an IPv6 group has its scope in the address. */
  readonly ttl: number | undefined;
  /** How many multicast groups follow one another; almost always 1. */
  readonly addressCount: number;
}

export const CONNECTION_SYNTAX = 'IN IP4 address[/ttl[/count]] or IN IP6 address[/count]';

/** `undefined` when the value is not of the form {@link CONNECTION_SYNTAX}. */
export function parseConnection(value: string): Connection | undefined {
  const [network, addressType, scopedAddress, ...rest] = value.trim().split(/\s+/);
  if (network !== 'IN' || !scopedAddress || rest.length > 0) return undefined;
  if (addressType !== 'IP4' && addressType !== 'IP6') return undefined;
  const [address, ...numbers] = scopedAddress.split('/');
  const ttlText = addressType === 'IP4' ? numbers.shift() : undefined;
  const countText = numbers.shift();
  const ttl = parseDecimalInteger(ttlText, 0, 255);
  const addressCount = countText === undefined ? 1 : parseDecimalInteger(countText, 1, 65_535);
  const ttlMissing = ttlText !== undefined && ttl === undefined;
  if (!address || ttlMissing || addressCount === undefined || numbers.length > 0) return undefined;
  return { addressType, address, ttl, addressCount };
}

export function formatConnection({ addressType, address, ttl, addressCount }: Connection): string {
  const scope = ttl === undefined ? '' : `/${ttl}`;
  const count = addressCount === 1 ? '' : `/${addressCount}`;
  return `IN ${addressType} ${address}${scope}${count}`;
}
