/** Where RTCP goes, and why: one rule, from what was told, described, agreed and learnt (RFC 3550 §11, RFC 3605, RFC 5761). */

import type { Address } from './address.js';
import type { RtcpOptions } from './session-options.js';

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
}

interface Choice<T> {
  readonly value: T;
  readonly reason: string;
}

/** The destination, or `undefined` while host or port are unknown. */
export function chooseRtcpDestination(inputs: RtcpDestinationInputs): RtcpDestination | undefined {
  const host = chooseHost(inputs);
  if (host === undefined) return undefined;
  // A stranger who sends RTCP under the source's SSRC does not get its port chosen.
  const believed = inputs.rtcpSource?.host === host.value ? inputs.rtcpSource : undefined;
  const port = choosePort({ ...inputs, rtcpSource: believed });
  if (port === undefined) return undefined;
  return { to: { host: host.value, port: port.value }, reason: `host ${host.reason}, port ${port.reason}` };
}

function chooseHost({ options, remote, rtpSource, rtcpSource }: RtcpDestinationInputs): Choice<string> | undefined {
  return (
    choice(options.remote?.host, 'as told') ??
    choice(options.described?.host, 'from a=rtcp') ??
    choice(remote?.host, 'where RTP goes') ??
    choice(rtpSource?.host, 'where RTP comes from') ??
    choice(rtcpSource?.host, 'where RTCP comes from')
  );
}

function choosePort(inputs: RtcpDestinationInputs): Choice<number> | undefined {
  const { options, remote, rtcpSource } = inputs;
  return (
    choice(options.remote?.port, 'as told') ??
    choice(options.described?.port, 'from a=rtcp') ??
    (options.mux === true ? muxedPort(inputs) : undefined) ??
    choice(next(remote?.port, 1), 'of RTP + 1') ??
    (options.layout === 'original' ? choice(next(options.localRtpPort, 2), 'our RTP port + 2') : undefined) ??
    choice(rtcpSource?.port, 'where RTCP comes from') ??
    choice(next(inputs.rtpSource?.port, 1), 'where RTP comes from + 1')
  );
}

function muxedPort({ remote, rtpSource }: RtcpDestinationInputs): Choice<number> | undefined {
  return choice(remote?.port, 'of RTP (rtcp-mux)') ?? choice(rtpSource?.port, 'where RTP comes from (rtcp-mux)');
}

function choice<T>(value: T | undefined, reason: string): Choice<T> | undefined {
  return value === undefined ? undefined : { value, reason };
}

/** `undefined` past the last port. */
function next(port: number | undefined, step: number): number | undefined {
  return port === undefined || port + step > 65535 ? undefined : port + step;
}
