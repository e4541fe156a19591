/** Where a described stream is on the network: what a receiver binds, and where a sender sends (RFC 8866 §5.7, §5.14). */

import type { StreamDescription } from '../../sdp/index.js';
import { isMulticast, type Address } from '../../session/address.js';
import { defined } from '../defined.js';
import type { EndpointOptions } from '../endpoint/endpoint-options.js';
import type { MulticastOptions } from '../sockets/multicast.js';

/** An address that is no group is the sender's idea of ours, behind a router a wrong one: it is not bound. */
export function receivingEnd({
  connection,
  port,
}: StreamDescription): Pick<EndpointOptions, 'port' | 'host' | 'group'> {
  return defined({
    port: port === 0 ? undefined : port,
    host: connection?.addressType === 'IP6' ? '::' : undefined,
    group: connection !== undefined && isMulticast(connection.address) ? connection.address : undefined,
  });
}

/** Where a receiver that describes itself wants its packets; `undefined` where it does not say. */
export function destinationOf({ connection, port }: StreamDescription): Address | undefined {
  return connection === undefined || port === 0 ? undefined : { host: connection.address, port };
}

/** How far datagrams travel: those of a sender, and reports that are to come back to where the packets come from. */
export function reachOf({ connection }: StreamDescription): MulticastOptions {
  return defined({ ttl: connection?.ttl });
}
