/** How RTCP goes, between the options of a session and the description of a stream (RFC 4585 §4, RFC 5506 §5, RFC 3556, RFC 3611 §5). */

import type { StreamDescription, StreamDescriptionParts } from '../../sdp/index.js';
import type { RtcpOptions } from '../../session/session-options.js';
import { defined } from '../defined.js';

const REGULAR_INTERVAL = 'trr-int ';
/** Seven weeks; more is no interval. */
const MAX_INTERVAL_MS = 0xffff_ffff;
/** Receivers are told their round trip (RFC 3611 §5.1). */
const RECEIVER_ROUND_TRIP = 'rcvr-rtt=';

/** What the peer's description of a stream asks of RTCP. */
export function rtcpOptionsOf(stream: StreamDescription): RtcpOptions {
  const { rtcp, rtcpMux, rtcpReducedSize, rtcpExtendedReports, bandwidth, profile } = stream;
  const { applicationSpecific: kilobits = 0, rtcpSenders, rtcpReceivers } = bandwidth;
  const early = profile === 'RTP/AVPF';
  return defined({
    mux: rtcpMux,
    described: rtcp === undefined ? undefined : defined({ port: rtcp.port, host: rtcp.address }),
    bandwidth: kilobits === 0 ? undefined : kilobits * 1000,
    senderBandwidth: rtcpSenders,
    receiverBandwidth: rtcpReceivers,
    profile: early ? 'AVPF' : undefined,
    reducedSize: early && rtcpReducedSize ? true : undefined,
    regularIntervalMs: early ? regularIntervalOf(stream) : undefined,
    extendedReports: rtcpExtendedReports.some((kind) => kind.startsWith(RECEIVER_ROUND_TRIP)) ? true : undefined,
  });
}

/** The description of the RTCP that these options make. */
export function describeRtcp(options: RtcpOptions): Partial<StreamDescriptionParts> {
  const { bandwidth, senderBandwidth, receiverBandwidth, profile, reducedSize = false, extendedReports } = options;
  return {
    profile: profile === 'AVPF' ? 'RTP/AVPF' : 'RTP/AVP',
    rtcpReducedSize: profile === 'AVPF' && reducedSize,
    rtcpExtendedReports: extendedReports === true ? [`${RECEIVER_ROUND_TRIP}all`] : [],
    bandwidth: defined({
      applicationSpecific: bandwidth === undefined ? undefined : Math.ceil(bandwidth / 1000),
      rtcpSenders: senderBandwidth === undefined ? undefined : Math.round(senderBandwidth),
      rtcpReceivers: receiverBandwidth === undefined ? undefined : Math.round(receiverBandwidth),
    }),
  };
}

/** The `a=rtcp-fb` values that say how often reports come, none where nothing is asked for. */
export function describeRegularInterval({ profile, regularIntervalMs }: RtcpOptions): string[] {
  return profile === 'AVPF' && regularIntervalMs !== undefined
    ? [`${REGULAR_INTERVAL}${Math.round(regularIntervalMs)}`]
    : [];
}

/** Of several payload types the longest interval holds: the others ask for no more than that. */
function regularIntervalOf({ formats }: StreamDescription): number | undefined {
  const values = formats.flatMap(({ rtcpFeedback }) =>
    rtcpFeedback.filter((kind) => kind.startsWith(REGULAR_INTERVAL)),
  );
  const intervals = values.map((value) => Number.parseInt(value.slice(REGULAR_INTERVAL.length), 10));
  const valid = intervals.filter((interval) => interval >= 0 && interval <= MAX_INTERVAL_MS);
  return valid.length === 0 ? undefined : Math.max(...valid);
}
