/** Opens an endpoint: resolves addresses once, binds the ports that the RTCP layout asks for, and starts the session. */

import { playoutOf } from '../jitter/playout-options.js';
import type { Address } from '../session/address.js';
import type { RtcpOptions, SessionOptions } from '../session/session-options.js';
import { Session } from '../session/session.js';
import { canonicalNameOfUser } from './canonical-name.js';
import { defined } from './defined.js';
import { Endpoint } from './endpoint.js';
import type { EndpointOptions } from './endpoint-options.js';
import { parseHostAndPort } from './host-and-port.js';
import { useNativeStartCodeSearch } from './native-start-code-search.js';
import { processLipSync } from './process-lip-sync.js';
import { randomUint32 } from './random-uint32.js';
import { isMulticast, resolveHost } from './resolve-host.js';
import { monotonicNow } from './system-clock.js';
import { openSocketPair, type SocketPairOptions } from './udp-socket-pair.js';

/**
 * Opens the sockets of one RTP session, for sending, receiving or both.
 * @throws RtpkitError `ERR_RTPKIT_PORT_IN_USE`, `ERR_RTPKIT_ADDRESS` or `ERR_RTPKIT_SOCKET`, with what to do about it
 * @throws TypeError or RangeError for wrong options; the reason of `signal` when it has aborted already
 */
export async function openEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const { cname = canonicalNameOfUser(), signal } = options;
  signal?.throwIfAborted();
  useNativeStartCodeSearch();
  const addresses = await resolveAddresses(options);
  const sockets = await openSocketPair(socketOptions(options, addresses));
  try {
    signal?.throwIfAborted();
    const rtcp = rtcpOptions(options, addresses, sockets.ports.rtp);
    const session = new Session(monotonicNow(), sessionOptions(options, { cname, rtcp, ...addresses }));
    // What feeds a sender keeps the process alive, not its ear for RTCP.
    if (isSendOnly(options)) sockets.unref();
    return new Endpoint(session, sockets, { cname, remote: addresses.remote, signal });
  } catch (error) {
    await sockets.close();
    throw error;
  }
}

/** Numeric. */
interface Addresses {
  readonly remote: Address | undefined;
  /** The multicast group, where there is one. */
  readonly group: string | undefined;
}

async function resolveAddresses({ to, group }: EndpointOptions): Promise<Addresses> {
  const named = typeof to === 'string' ? parseHostAndPort(to) : to;
  const remote = named && { host: await resolveHost(named.host), port: named.port };
  if (group !== undefined) return { remote, group: await resolveHost(group) };
  return { remote, group: remote !== undefined && isMulticast(remote.host) ? remote.host : undefined };
}

function isSendOnly(options: EndpointOptions): boolean {
  return options.to !== undefined && (options.receive ?? []).length === 0;
}

function sessionOptions(
  options: EndpointOptions,
  { cname, rtcp, remote }: Pick<SessionOptions, 'cname' | 'rtcp'> & Addresses,
): SessionOptions {
  const { lipSync = processLipSync, maxSources, mtu, receive } = options;
  const given = defined({ maxSources, mtu, receive, remote, rtcp });
  return { cname, randomUint32, lipSync, ...playoutOf(options, {}), ...given };
}

/** In a group everybody hears everybody: reports go to the group, not to where packets come from (RFC 3550 §6.2). */
function rtcpOptions({ rtcp = {} }: EndpointOptions, { remote, group }: Addresses, localRtpPort: number): RtcpOptions {
  if (group === undefined) return { localRtpPort, ...rtcp };
  const port = remote?.port ?? localRtpPort;
  return { localRtpPort, ...rtcp, remote: { host: group, port: rtcp.mux === true ? port : port + 1, ...rtcp.remote } };
}

function socketOptions(options: EndpointOptions, { remote, group }: Addresses): SocketPairOptions {
  const anyHost = (group ?? remote?.host)?.includes(':') === true ? '::' : '0.0.0.0';
  const joins = group !== undefined && (!isSendOnly(options) || options.rtcp?.mux === true);
  return {
    host: options.host ?? anyHost,
    mux: options.rtcp?.mux === true,
    ...defined({
      port: options.port ?? (joins ? remote?.port : undefined),
      rtcpPort: options.rtcpPort ?? ownRtcpPort(options, { remote, group }),
      sendOnlyTo: isSendOnly(options) ? remote : undefined,
      group,
      multicast: options.multicast,
    }),
  };
}

/** Where a sender hears reports: N + 2 in the original's layout, in a group where everybody does. */
function ownRtcpPort(options: EndpointOptions, { remote, group }: Addresses): number | undefined {
  if (remote === undefined || !isSendOnly(options)) return undefined;
  if (options.rtcp?.layout === 'original') return remote.port + 2;
  return group === undefined ? undefined : remote.port + 1;
}
