/** The two UDP sockets of an RTP session: RTP on an even port and RTCP on the next, or both on one (RFC 3550 §11, RFC 5761). */

import { outOfRange, requireInteger, RtpkitError } from '../../errors.js';
import type { Address } from '../../session/address.js';
import type { Channel } from '../../session/session-output.js';
import { joinGroup, type MulticastOptions } from './multicast.js';
import { openUdpSocket, type UdpListener, type UdpSocket } from './udp-socket.js';

export interface SocketPairOptions {
  /** Numeric local address; default all of IPv4. */
  readonly host?: string;
  /** Local RTP port; default 0, a free even one. */
  readonly port?: number;
  /** Local RTCP port; default the RTP port + 1. */
  readonly rtcpPort?: number;
  /** RTP and RTCP share the RTP port; default false. */
  readonly mux?: boolean;
  /** The only destination of an RTP socket that receives nothing: it is connected, which is faster. */
  readonly sendOnlyTo?: Address;
  /** The multicast group to join, numeric. */
  readonly group?: string;
  readonly multicast?: MulticastOptions;
}

/** How often a free even port with a free odd neighbour is looked for; about every second draw is one. */
const PORT_DRAWS = 64;

/** An open pair; made by {@link openSocketPair}. */
export class UdpSocketPair {
  /** @param rtcp the same socket as `rtp` where both share a port */
  constructor(
    readonly rtp: UdpSocket,
    readonly rtcp: UdpSocket,
  ) {}

  /** On a shared port everything is `rtp` (RFC 5761 §4 tells RTCP apart). */
  listen(listener: UdpListener): void {
    this.rtp.listen('rtp', listener);
    if (this.rtcp !== this.rtp) this.rtcp.listen('rtcp', listener);
  }

  send(channel: Channel, bytes: Uint8Array, to: Address): void {
    (channel === 'rtp' ? this.rtp : this.rtcp).send(bytes, to);
  }

  /** Local RTP and RTCP ports; equal where both share one. */
  get ports(): { readonly rtp: number; readonly rtcp: number } {
    return { rtp: this.rtp.address.port, rtcp: this.rtcp.address.port };
  }

  /** Lets the process end although the sockets are open. */
  unref(): void {
    this.rtp.socket.unref();
    this.rtcp.socket.unref();
  }

  async close(): Promise<void> {
    await Promise.all([this.rtp.close(), this.rtcp.close()]);
  }
}

/**
 * Opens both sockets.
 * @throws RangeError for a port that is none, or that has no next one for RTCP
 * @throws RtpkitError `ERR_RTPKIT_PORT_IN_USE`, `ERR_RTPKIT_ADDRESS` or `ERR_RTPKIT_SOCKET`; nothing stays open then
 */
export async function openSocketPair(options: SocketPairOptions): Promise<UdpSocketPair> {
  requirePorts(options);
  const pair = await bindPair(options);
  try {
    if (options.group !== undefined) {
      for (const socket of new Set([pair.rtp, pair.rtcp])) joinGroup(socket, options.group, options.multicast);
    }
    if (options.sendOnlyTo !== undefined && pair.rtp !== pair.rtcp) await pair.rtp.connect(options.sendOnlyTo);
  } catch (error) {
    await pair.close();
    throw error;
  }
  return pair;
}

/** Node 20 binds any number modulo 65536, and text as 0. */
function requirePorts({ port = 0, rtcpPort, mux }: SocketPairOptions): void {
  requireInteger('port', port, 0, 65_535);
  if (rtcpPort !== undefined) requireInteger('rtcpPort', rtcpPort, 0, 65_535);
  if (port === 65_535 && rtcpPort === undefined && mux !== true) {
    throw outOfRange('port', port, 'one with a next port for RTCP, or an rtcpPort');
  }
}

async function bindPair(options: SocketPairOptions): Promise<UdpSocketPair> {
  const port = options.port ?? 0;
  if (options.mux === true) {
    const socket = await bind(options, port);
    return new UdpSocketPair(socket, socket);
  }
  if (port === 0 && options.rtcpPort === undefined) return bindFreePair(options);
  return bindRtcp(options, await bind(options, port), options.rtcpPort ?? port + 1);
}

async function bindFreePair(options: SocketPairOptions): Promise<UdpSocketPair> {
  for (let draw = 0; draw < PORT_DRAWS; draw++) {
    const rtp = await bind(options, 0);
    const { port } = rtp.address;
    if (port % 2 !== 0) {
      await rtp.close();
      continue;
    }
    const pair = await bindRtcp(options, rtp, port + 1).catch(() => undefined);
    if (pair !== undefined) return pair;
  }
  throw new RtpkitError(
    'ERR_RTPKIT_PORT_IN_USE',
    'No free pair of UDP ports was found: name one with the option "port"',
  );
}

async function bindRtcp(options: SocketPairOptions, rtp: UdpSocket, port: number): Promise<UdpSocketPair> {
  try {
    return new UdpSocketPair(rtp, await bind(options, port));
  } catch (error) {
    await rtp.close();
    throw error;
  }
}

function bind(options: SocketPairOptions, port: number): Promise<UdpSocket> {
  return openUdpSocket({ host: options.host ?? '0.0.0.0', port, reuseAddress: options.group !== undefined });
}
