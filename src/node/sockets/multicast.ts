/** Multicast on a UDP socket: joining the group, and how far and where datagrams travel (RFC 1112, RFC 3493 §5.2). */

import { isIPv6 } from 'node:net';
import { outOfRange, requireInteger, RtpkitError } from '../../errors.js';
import { isMulticast } from '../../session/address.js';
import type { UdpSocket } from './udp-socket.js';

export interface MulticastOptions {
  /** How many networks a datagram may reach, one behind the other: 0 (this host only) to 255, default 1 (this network only). */
  readonly ttl?: number;
  /** Local address (IPv4), or `::%eth0` form (IPv6), of the interface to use; default the system's choice. */
  readonly interface?: string;
  /** Whether programs of this host hear what it sends; default true. */
  readonly loopback?: boolean;
}

/**
 * Joins `group`, and makes what the socket sends go to the same interface.
 * @throws RangeError when `group` is no multicast address, or the TTL is none
 * @throws RtpkitError `ERR_RTPKIT_ADDRESS` when there is no such interface, or none that can multicast
 */
export function joinGroup({ socket }: UdpSocket, group: string, options: MulticastOptions = {}): void {
  const { ttl = 1 } = options;
  requireInteger('multicast.ttl', ttl, 0, 255);
  if (!isMulticast(group)) throw outOfRange('group', group, 'a multicast address');
  try {
    // Before the join: on some hosts there is no default route for multicast, only the named interface.
    if (options.interface !== undefined) socket.setMulticastInterface(options.interface);
    socket.setMulticastTTL(ttl);
    socket.setMulticastLoopback(options.loopback ?? true);
    socket.addMembership(group, options.interface);
  } catch (cause) {
    const example = isIPv6(group) ? '::%eth0' : '192.168.1.5';
    const chosen = options.interface === undefined ? 'the default interface' : `interface ${options.interface}`;
    throw new RtpkitError(
      'ERR_RTPKIT_ADDRESS',
      `Multicast group ${group} cannot be joined on ${chosen}: name an interface that is up, such as ${example}`,
      { cause },
    );
  }
}
