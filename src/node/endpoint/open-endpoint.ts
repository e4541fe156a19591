/** Opens an endpoint: resolves names once, binds the ports that the RTCP layout asks for, and starts the session. */

import { playoutOf } from '../../jitter/playout-options.js';
import { isMulticast, requireAddress, type Address } from '../../session/address.js';
import { Session } from '../../session/session.js';
import type { RtcpOptions, SessionOptions } from '../../session/session-options.js';
import { defined } from '../defined.js';
import { parseHostAndPort } from '../sockets/host-and-port.js';
import { resolveHost } from '../sockets/resolve-host.js';
import { openSocketPair, type SocketPairOptions } from '../sockets/udp-socket-pair.js';
import { canonicalNameOfUser } from '../system/canonical-name.js';
import { useNativeStartCodeSearch } from '../system/native-start-code-search.js';
import { processLipSync } from '../system/process-lip-sync.js';
import { randomUint32 } from '../system/random-uint32.js';
import { monotonicNow } from '../system/system-clock.js';
import { Endpoint } from './endpoint.js';
import type { EndpointOptions } from './endpoint-options.js';

/**
 * Opens the sockets of one RTP session, for sending, receiving or both.
 * @throws RtpkitError `ERR_RTPKIT_PORT_IN_USE`, `ERR_RTPKIT_ADDRESS` or `ERR_RTPKIT_SOCKET`, with what to do about it
 * @throws TypeError or RangeError for wrong options; the reason of `signal` when it has aborted already
 */
export async function openEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const { cname = canonicalNameOfUser(), signal } = options;
  signal?.throwIfAborted();
  useNativeStartCodeSearch();
  const numeric = await resolveNames(options);
  const sockets = await openSocketPair(socketOptions(numeric));
  try {
    signal?.throwIfAborted();
    const session = new Session(monotonicNow(), sessionOptions(numeric, cname, sockets.ports.rtp));
    // What feeds a sender keeps the process alive, not its ear for RTCP.
    if (isSendOnly(options)) sockets.unref();
    const { to: remote, rtcp, headerExtensions = [], receive = [] } = numeric;
    return new Endpoint(session, sockets, { cname, remote, rtcp, headerExtensions, receive, signal });
  } catch (error) {
    await sockets.close();
    throw error;
  }
}

/** Every host an address. */
interface NumericOptions extends EndpointOptions {
  readonly to?: Address;
  readonly rtcp: RtcpOptions;
}

/** Asks for each name once, before a socket is open; a destination that is a multicast group is joined, too. */
async function resolveNames({ to, host, group, rtcp = {}, ...others }: EndpointOptions): Promise<NumericOptions> {
  const named = typeof to === 'string' ? parseHostAndPort(to) : to;
  if (named !== undefined) requireAddress('to', named);
  const remote = await resolved(named);
  const { remote: told, described } = rtcp;
  return {
    ...others,
    ...defined({
      to: remote,
      host: host === undefined ? undefined : await resolveHost(host),
      group: group === undefined ? groupOf(remote) : await resolveHost(group),
    }),
    rtcp: { ...rtcp, ...defined({ remote: await resolved(told), described: await resolved(described) }) },
  };
}

async function resolved<Named extends Partial<Address>>(address: Named | undefined): Promise<Named | undefined> {
  return address?.host === undefined ? address : { ...address, host: await resolveHost(address.host) };
}

function groupOf(remote: Address | undefined): string | undefined {
  return remote !== undefined && isMulticast(remote.host) ? remote.host : undefined;
}

function isSendOnly(options: EndpointOptions): boolean {
  return options.to !== undefined && (options.receive ?? []).length === 0;
}

function sessionOptions(options: NumericOptions, cname: string, localRtpPort: number): SessionOptions {
  const { lipSync = processLipSync, to: remote } = options;
  const { cnames, headerExtensions, maxMembers, maxSources, mtu, receive, sourceDescription } = options;
  const rtcp = rtcpOptions(options, localRtpPort);
  const given = defined({ cnames, headerExtensions, maxMembers, maxSources, mtu, receive, remote, sourceDescription });
  return { cname, randomUint32, lipSync, rtcp, ...playoutOf(options, {}), ...given };
}

/** In a group everybody hears everybody: reports go to the group, not to where packets come from (RFC 3550 §6.2). */
function rtcpOptions({ rtcp, to, group }: NumericOptions, localRtpPort: number): RtcpOptions {
  if (group === undefined) return { localRtpPort, ...rtcp };
  const port = to?.port ?? localRtpPort;
  return { localRtpPort, ...rtcp, remote: { host: group, port: rtcp.mux === true ? port : port + 1, ...rtcp.remote } };
}

function socketOptions(options: NumericOptions): SocketPairOptions {
  const { to, host, port, group, rtcp, multicast } = options;
  const anyHost = (group ?? to?.host)?.includes(':') === true ? '::' : '0.0.0.0';
  const joins = group !== undefined && (!isSendOnly(options) || rtcp.mux === true);
  return {
    host: host ?? anyHost,
    mux: rtcp.mux === true,
    ...defined({
      port: port ?? (joins ? to?.port : undefined),
      rtcpPort: options.rtcpPort ?? ownRtcpPort(options),
      sendOnlyTo: isSendOnly(options) ? to : undefined,
      group,
      multicast,
    }),
  };
}

/** Where a sender hears reports: N + 2 in the original's layout, in a group where everybody does. */
function ownRtcpPort(options: NumericOptions): number | undefined {
  const { to, group, rtcp } = options;
  if (to === undefined || !isSendOnly(options)) return undefined;
  if (rtcp.layout === 'original') return to.port + 2;
  return group === undefined ? undefined : to.port + 1;
}
