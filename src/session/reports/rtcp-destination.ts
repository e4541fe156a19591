/** Where RTCP goes, and why: one rule, from what was told, described, agreed and learnt (RFC 3550 §11, RFC 3605, RFC 5761). */

import { requireInteger, wrongType } from '../../errors.js';
import type { Address } from '../address.js';
import type { RtcpOptions } from '../session-options.js';

export interface RtcpDestinationInputs {
  readonly options: RtcpOptions;
  /** Where we send RTP. */
  readonly remote: Address | undefined;
  /** Where the RTP of a validated source comes from. */
  readonly rtpSource: Address | undefined;
  /** Where the RTCP of a validated source comes from. */
  readonly rtcpSource: Address | undefined;
}

export interface RtcpDestination {
  readonly to: Address;
  /** In words for a person. */
  readonly reason: string;
  /** Whether the host was told by nobody, only learnt from packets that say they come from there. */
  readonly learnt: boolean;
}

interface Choice<T> {
  readonly value: T;
  readonly reason: string;
  readonly learnt: boolean;
}

/**
 * @throws RangeError for a port that is none; a description may have port 0, which is passed over
 * @throws TypeError for a layout that is none
 */
export function requireRtcpPlaces({ remote, described, layout = 'adjacent' }: RtcpOptions): void {
  requireInteger('rtcp.remote.port', remote?.port ?? 1, 1, 65_535);
  requireInteger('rtcp.described.port', described?.port ?? 0, 0, 65_535);
  if (layout !== 'adjacent' && layout !== 'original') throw wrongType('rtcp.layout', layout, 'adjacent or original');
}

/** The hosts that the caller, or the peer's description, has named as those of RTCP. */
export function rtcpHosts({ remote, described }: RtcpOptions): ReadonlySet<string> {
  return new Set([remote?.host, described?.host].filter((host) => host !== undefined));
}

/** The destination, or `undefined` while host or port are unknown. */
export function chooseRtcpDestination(inputs: RtcpDestinationInputs): RtcpDestination | undefined {
  const host = chooseHost(inputs);
  if (host === undefined) return undefined;
  // A stranger who sends RTCP under the source's SSRC does not get its port chosen.
  const believed = inputs.rtcpSource?.host === host.value ? inputs.rtcpSource : undefined;
  const chosen = choosePort({ ...inputs, rtcpSource: believed });
  if (chosen === undefined) return undefined;
  const reason = `host ${host.reason}, port ${chosen.reason}`;
  return { to: { host: host.value, port: chosen.value }, reason, learnt: host.learnt };
}

function chooseHost({ options, remote, rtpSource, rtcpSource }: RtcpDestinationInputs): Choice<string> | undefined {
  return (
    choice(options.remote?.host, 'as told') ??
    choice(options.described?.host, 'from a=rtcp') ??
    choice(remote?.host, 'where RTP goes') ??
    choice(rtpSource?.host, 'where RTP comes from', true) ??
    choice(rtcpSource?.host, 'where RTCP comes from', true)
  );
}

function choosePort(inputs: RtcpDestinationInputs): Choice<number> | undefined {
  const { options, remote, rtcpSource } = inputs;
  return (
    port(options.remote?.port, 'as told') ??
    port(options.described?.port, 'from a=rtcp') ??
    (options.mux === true ? muxedPort(inputs) : undefined) ??
    port(remote?.port, 'of RTP + 1', 1) ??
    (options.layout === 'original' ? port(options.localRtpPort, 'our RTP port + 2', 2) : undefined) ??
    port(rtcpSource?.port, 'where RTCP comes from') ??
    port(inputs.rtpSource?.port, 'where RTP comes from + 1', 1)
  );
}

function muxedPort({ remote, rtpSource }: RtcpDestinationInputs): Choice<number> | undefined {
  return port(remote?.port, 'of RTP (rtcp-mux)') ?? port(rtpSource?.port, 'where RTP comes from (rtcp-mux)');
}

function choice<T>(value: T | undefined, reason: string, learnt = false): Choice<T> | undefined {
  return value === undefined ? undefined : { value, reason, learnt };
}

/** No choice past the last port, nor of port 0: a datagram may come from there (RFC 768), none can be sent to it. */
function port(base: number | undefined, reason: string, step = 0): Choice<number> | undefined {
  return base === undefined || base === 0 || base + step > 65_535 ? undefined : choice(base + step, reason);
}
