/** A link of the lab as a UDP proxy: between two programs, ours or not, it makes the network that a test asks for. */

import { Link, type LinkOptions } from '../../lab/link.js';
import { requireAddress, type Address } from '../../session/address.js';
import type { Channel } from '../../session/session-output.js';
import { defined } from '../defined.js';
import { RealTime } from '../system/real-time.js';
import { parseHostAndPort } from './host-and-port.js';
import { resolveHost } from './resolve-host.js';
import { openSocketPair, type UdpSocketPair } from './udp-socket-pair.js';

export interface UdpProxyOptions {
  /** Where RTP goes, `host:port`. */
  readonly to: string | Address;
  /** Where RTCP goes; default the port above. */
  readonly rtcpTo?: string | Address;
  /** Where RTCP that comes back goes; default to whoever sent RTCP last, or RTP from the port below. */
  readonly rtcpBackTo?: string | Address;
  /** Local address to take datagrams on; default `127.0.0.1`. */
  readonly host?: string;
  /** Local RTP port, RTCP on the next; default a free even one. */
  readonly port?: number;
  /** What the way there does; default nothing. RTCP has a link of its own, of the next seed. */
  readonly there?: LinkOptions;
  /** What the way back does; default nothing. */
  readonly back?: LinkOptions;
  /** Called for each datagram that is delivered, either way: what a {@link CaptureFile} can record. */
  readonly onDelivered?: (bytes: Uint8Array, from: Address, to: Address) => void;
}

const LAST_PORT = 65_535;

type Links = Readonly<Record<Channel, Link>>;
type Addresses = Readonly<Record<Channel, Address>>;

/**
 * Opens a proxy. A sender sends to its {@link UdpProxy.ports}; a receiver sees packets from another pair of ports, and answers
 * there.
 * @throws RtpkitError `ERR_RTPKIT_PORT_IN_USE`, `ERR_RTPKIT_ADDRESS` or `ERR_RTPKIT_SOCKET`
 * @throws TypeError, RangeError for an address that is none, or options of a link out of range
 */
export async function openUdpProxy(options: UdpProxyOptions): Promise<UdpProxy> {
  const rtp = await resolved('to', options.to);
  const rtcp = await resolved('rtcpTo', options.rtcpTo ?? above(rtp));
  const rtcpBackTo = options.rtcpBackTo === undefined ? undefined : await resolved('rtcpBackTo', options.rtcpBackTo);
  const inside = await openSocketPair({ host: options.host ?? '127.0.0.1', ...defined({ port: options.port }) });
  let outside: UdpSocketPair | undefined;
  try {
    outside = await openSocketPair({ host: rtp.host.includes(':') ? '::' : '0.0.0.0' });
    return new UdpProxy({ inside, outside, to: { rtp, rtcp }, rtcpBackTo }, options);
  } catch (error) {
    await Promise.all([inside.close(), outside?.close()]);
    throw error;
  }
}

async function resolved(argument: string, address: string | Address): Promise<Address> {
  const parsed = typeof address === 'string' ? parseHostAndPort(address) : address;
  requireAddress(argument, parsed);
  return { host: await resolveHost(parsed.host), port: parsed.port };
}

function above({ host, port }: Address): Address {
  return { host, port: port + 1 };
}

interface ProxyEnds {
  readonly inside: UdpSocketPair;
  readonly outside: UdpSocketPair;
  readonly to: Addresses;
  readonly rtcpBackTo: Address | undefined;
}

/** A running proxy; made by {@link openUdpProxy}. It follows a sender that comes back from another port. */
export class UdpProxy implements AsyncDisposable {
  /** Both ways, for their statistics and pauses. */
  readonly there: Links;
  readonly back: Links;
  readonly #ends: ProxyEnds;
  readonly #time = new RealTime();
  readonly #onDelivered: UdpProxyOptions['onDelivered'];
  readonly #clients: { rtp?: Address; rtcp?: Address } = {};

  constructor(ends: ProxyEnds, { there, back, onDelivered }: UdpProxyOptions) {
    this.#ends = ends;
    this.#onDelivered = onDelivered;
    const { inside, outside, to } = ends;
    const both = (make: (channel: Channel) => Link): Links => ({ rtp: make('rtp'), rtcp: make('rtcp') });
    this.there = both((channel) =>
      this.#link(channel, there, (bytes) =>
        this.#deliver(outside, channel, bytes, this.#clients[channel], to[channel]),
      ),
    );
    this.back = both((channel) =>
      this.#link(channel, back, (bytes) => this.#deliver(inside, channel, bytes, to[channel], this.#returnTo(channel))),
    );
    this.#listen();
  }

  /** Where datagrams are taken. */
  get ports(): { readonly rtp: number; readonly rtcp: number } {
    return this.#ends.inside.ports;
  }

  /** What is on its way is lost. */
  async close(): Promise<void> {
    this.#time.stop();
    await Promise.all([this.#ends.inside.close(), this.#ends.outside.close()]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #listen(): void {
    const onProblem = (): void => undefined; // A program that is not there yet refuses; the next datagram may find it.
    this.#ends.inside.listen({
      onDatagram: (channel, bytes, from) => {
        this.#clients[channel] = from;
        this.there[channel].send(bytes);
      },
      onProblem,
    });
    this.#ends.outside.listen({ onDatagram: (channel, bytes) => this.back[channel].send(bytes), onProblem });
  }

  #link(channel: Channel, options: LinkOptions | undefined, deliver: (bytes: Uint8Array) => void): Link {
    const { seed = 0, ...rest } = options ?? {};
    return new Link(this.#time, { ...rest, seed: channel === 'rtp' ? seed : seed + 1 }, deliver);
  }

  #deliver(sockets: UdpSocketPair, channel: Channel, bytes: Uint8Array, from?: Address, to?: Address): void {
    if (from === undefined || to === undefined) return;
    sockets.send(channel, bytes, to);
    this.#onDelivered?.(bytes, from, to);
  }

  #returnTo(channel: Channel): Address | undefined {
    const { rtp, rtcp } = this.#clients;
    if (channel === 'rtp') return rtp;
    const besideRtp = rtp !== undefined && rtp.port < LAST_PORT ? above(rtp) : undefined;
    return this.#ends.rtcpBackTo ?? rtcp ?? besideRtp;
  }
}
