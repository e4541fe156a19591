/** `HOST[:PORT]` and `[ADDRESS]:PORT` as people type them. */

import { parseHostAndPort, type Address } from '../../node/index.js';
import { UsageError } from '../usage-error.js';

/** A host; the port where it is named. */
export type HostAndMaybePort = Pick<Address, 'host'> & Partial<Address>;

/** Stands in where the port is left out, and never comes out. */
const ANY_PORT = 1;

/** {@link parseHost} for the value of an option. */
export function parseHostOption(option: string, text: string): HostAndMaybePort {
  return parseHost(`--${option}`, text);
}

/**
 * `10.0.0.2`, `10.0.0.2:5004`, `[::1]:5004`, `[::1]` or `::1`.
 * @param argument what it is called, for the error
 * @throws UsageError when it has another form, or the port is not 1 to 65535
 */
export function parseHost(argument: string, text: string): HostAndMaybePort {
  const isBareIpv6 = /^[^[\]]*:[^[\]]*:[^[\]]*$/.test(text);
  const hasPort = !isBareIpv6 && /:\d+$/.test(text);
  try {
    if (hasPort) return parseHostAndPort(text);
    const { host } = parseHostAndPort(`${isBareIpv6 ? `[${text}]` : text}:${ANY_PORT}`);
    return { host };
  } catch {
    throw new UsageError(`${argument} is ${text}, expected HOST[:PORT] with a port from 1 to 65535`);
  }
}

/** Where packets are awaited: a port, on one address of ours or in a multicast group where it is named. */
export interface ListeningPlace {
  readonly host?: string;
  readonly port: number;
}

/**
 * `:10000`, `10000`, `239.1.1.1:10000` or `[ff15::1]:10000`.
 * @returns `undefined` when the text has another form: then it names a description
 * @throws UsageError when the port is not 1 to 65535
 */
export function parseListeningPlace(text: string): ListeningPlace | undefined {
  const [, host, digits] = /^(?:(\[[^\]]+\]|[^:/\s]+)?:)?(\d+)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const port = Number(digits);
  if (port < 1 || port > 65_535) throw new UsageError(`the port is ${digits}, expected 1 to 65535`);
  return { port, ...(host !== undefined && { host: host.replace(/^\[(.*)\]$/, '$1') }) };
}
