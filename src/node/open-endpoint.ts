/** Opens an endpoint: resolves addresses once, binds the ports that the RTCP layout asks for, and starts the session. */

import type { Address } from '../session/address.js';
import type { RtcpOptions, SessionOptions } from '../session/session-options.js';
import { Session } from '../session/session.js';
import { canonicalNameOfUser } from './canonical-name.js';
import { defined } from './defined.js';
import { Endpoint } from './endpoint.js';
import type { EndpointOptions } from './endpoint-options.js';
import { parseHostAndPort } from './host-and-port.js';
import { useNativeStartCodeSearch } from './native-start-code-search.js';
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
  const remote = await resolveRemote(options.to);
  const group = await resolveGroup(options, remote);
  const session = new Session(monotonicNow(), sessionOptions({ ...options, cname }, remote, group));
  const sockets = await openSocketPair(socketOptions(options, remote, group));
  // What feeds a sender keeps the process alive, not its ear for RTCP.
  if (isSendOnly(options)) sockets.unref();
  const endpoint = new Endpoint(session, sockets, { cname, remote, signal });
  if (signal?.aborted === true) await endpoint.close();
  signal?.throwIfAborted();
  return endpoint;
}

async function resolveRemote(to: string | Address | undefined): Promise<Address | undefined> {
  if (to === undefined) return undefined;
  const { host, port } = typeof to === 'string' ? parseHostAndPort(to) : to;
  return { host: await resolveHost(host), port };
}

async function resolveGroup({ group }: EndpointOptions, remote: Address | undefined): Promise<string | undefined> {
  if (group !== undefined) return resolveHost(group);
  return remote !== undefined && isMulticast(remote.host) ? remote.host : undefined;
}

function isSendOnly(options: EndpointOptions): boolean {
  return options.to !== undefined && (options.receive ?? []).length === 0;
}

function sessionOptions(
  options: EndpointOptions & { readonly cname: string },
  remote: Address | undefined,
  group: string | undefined,
): SessionOptions {
  const { cname, latencyMs, maxSources, mtu, receive } = options;
  return {
    cname,
    randomUint32,
    ...defined({ latencyMs, maxSources, mtu, receive, remote }),
    rtcp: rtcpOptions(options, remote, group),
  };
}

/** In a group everybody hears everybody: reports go to the group, not to where packets come from (RFC 3550 §6.2). */
function rtcpOptions(options: EndpointOptions, remote: Address | undefined, group: string | undefined): RtcpOptions {
  const rtcp = options.rtcp ?? {};
  const port = remote?.port ?? options.port;
  if (group === undefined || port === undefined) return rtcp;
  return { ...rtcp, remote: { host: group, port: rtcp.mux === true ? port : port + 1, ...rtcp.remote } };
}

function socketOptions(
  options: EndpointOptions,
  remote: Address | undefined,
  group: string | undefined,
): SocketPairOptions {
  const sendOnly = isSendOnly(options);
  const anyHost = (group ?? remote?.host)?.includes(':') === true ? '::' : '0.0.0.0';
  return {
    host: options.host ?? anyHost,
    mux: options.rtcp?.mux === true,
    ...defined({
      port:
        options.port ?? (group !== undefined && (!sendOnly || options.rtcp?.mux === true) ? remote?.port : undefined),
      rtcpPort: options.rtcpPort ?? ownRtcpPort(options, remote, group),
      sendOnlyTo: sendOnly ? remote : undefined,
      group,
      multicast: options.multicast,
    }),
  };
}

/** Where a sender hears reports: N + 2 in the original's layout, in a group where everybody does. */
function ownRtcpPort(
  options: EndpointOptions,
  remote: Address | undefined,
  group: string | undefined,
): number | undefined {
  if (remote === undefined || !isSendOnly(options)) return undefined;
  if (options.rtcp?.layout === 'original') return remote.port + 2;
  return group === undefined ? undefined : remote.port + 1;
}
