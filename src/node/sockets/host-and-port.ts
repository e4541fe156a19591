/** `host:port` as people type it: `10.0.0.2:5004`, `[::1]:5004`, `camera.local:5004`. */

import { requireInteger, wrongType } from '../../errors.js';
import type { Address } from '../../session/address.js';

/**
 * Reads `host:port`; an IPv6 address stands in brackets (RFC 3986 §3.2.2). The host may be a name.
 * @throws TypeError when the text has another form, RangeError when the port is not 1 to 65535
 */
export function parseHostAndPort(text: string): Address {
  const match = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d+)$/.exec(text);
  if (match === null) throw wrongType('address', text, 'host:port, or [host]:port for IPv6');
  const port = Number(match[3]);
  requireInteger('port', port, 1, 65535);
  return { host: match[1] ?? match[2]!, port };
}

/** Writes `host:port`, with brackets around an IPv6 address. */
export function formatHostAndPort({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
