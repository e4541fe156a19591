/** Which address of this host others reach it by, as far as the host can tell. */

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Port of the discard service: connecting a UDP socket sends nothing. */
const DISCARD_PORT = 9;

/** Our address on the way to another one, given as an address; `undefined` where there is no way. */
export async function addressTowards(host: string): Promise<string | undefined> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  try {
    socket.connect(DISCARD_PORT, host);
    await once(socket, 'connect');
    return socket.address().address;
  } catch {
    return undefined;
  } finally {
    socket.close();
  }
}

/** The first address that others may know, else the one of this host alone. */
export function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flat();
  return addresses.find((address) => address?.internal === false && address.family === 'IPv4')?.address ?? '127.0.0.1';
}
