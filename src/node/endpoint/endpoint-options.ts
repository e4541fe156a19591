/** What an endpoint on the network is told at birth: addresses, ports, and the session's own options. */

import type { PlayoutOptions } from '../../jitter/playout-options.js';
import type { Address } from '../../session/address.js';
import type { ReceiveFormat, SessionOptions } from '../../session/session-options.js';
import type { MulticastOptions } from '../sockets/multicast.js';

/**
 * The options of the session that concern the network pass through; the others have the defaults of this host. Unless
 * `lipSync` says otherwise, all endpoints of the process share one: streams of one CNAME are presented together.
 */
export interface EndpointOptions extends Partial<
  Pick<
    SessionOptions,
    | 'cname'
    | 'cnames'
    | 'headerExtensions'
    | 'lipSync'
    | 'maxMembers'
    | 'maxSources'
    | 'mtu'
    | 'rtcp'
    | 'sourceDescription'
    | keyof PlayoutOptions
  >
> {
  /** Where RTP goes, `host:port`; the host may be a name or a multicast group. Who only receives needs none. */
  readonly to?: string | Address;
  /** Local address to receive on; default every address of the family of `to`, or of IPv4. */
  readonly host?: string;
  /** Local RTP port; default a free even one. */
  readonly port?: number;
  /** Local RTCP port; default the RTP port + 1, or what `rtcp.layout` asks for. */
  readonly rtcpPort?: number;
  /** The group that a receiver joins; a sender's is its destination. */
  readonly group?: string;
  readonly multicast?: MulticastOptions;
  /** Payload types that may be received; none for who only sends. */
  readonly receive?: readonly ReceiveFormat[];
  /** Closes the endpoint when it aborts. */
  readonly signal?: AbortSignal;
}
