/** Names to numeric addresses, once, before a socket is opened: a lookup per datagram costs more than the datagram. */

import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { RtpkitError } from '../../errors.js';

/**
 * The numeric address of `host`, IPv4 first where a name has both; numeric addresses pass unchanged, zone included.
 * @throws RtpkitError `ERR_RTPKIT_ADDRESS` when the name has no address
 */
export async function resolveHost(host: string): Promise<string> {
  if (isIP(host) !== 0) return host;
  try {
    const addresses = await lookup(host, { all: true });
    return (addresses.find(({ family }) => family === 4) ?? addresses[0]!).address;
  } catch (cause) {
    throw new RtpkitError(
      'ERR_RTPKIT_ADDRESS',
      `The host name ${host} has no address: check the spelling and the network`,
      { cause },
    );
  }
}
