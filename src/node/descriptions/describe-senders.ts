/** What a receiver must know about senders, as one description to be written as SDP or as GStreamer caps. */

import { createSessionDescription, type SessionDescription, type StreamDescriptionParts } from '../../sdp/index.js';
import { isMulticast } from '../../session/address.js';
import type { Sender } from '../endpoint/sender.js';
import { describeRetransmission, describeSources } from './feedback-description.js';
import { describeRegularInterval, describeRtcp } from './rtcp-description.js';

/**
 * Describes senders as one session. Parameter sets and configurations are those given or sent so far: describe a sender after
 * its first frames, or give them as options.
 * @param ttl how far multicast travels; default 1
 */
export function describeSenders(senders: readonly Sender[], ttl: number = 1): SessionDescription {
  return createSessionDescription({ streams: senders.map((sender) => describe(sender, ttl)) });
}

function describe({ endpoint, stream }: Sender, ttl: number): StreamDescriptionParts {
  const { host, port } = endpoint.remote!;
  const { format, payloadType, clockRate, channels, formatParameters } = stream;
  // Only AVPF may offer any (RFC 4585 §4.2).
  const feedback = endpoint.rtcp.profile === 'AVPF' ? stream.feedback : [];
  const rtcpFeedback = [...feedback, ...describeRegularInterval(endpoint.rtcp)];
  return {
    mediaType: format.mediaType,
    port,
    direction: 'sendonly',
    connection: {
      addressType: host.includes(':') ? 'IP6' : 'IP4',
      address: host,
      ttl: isMulticast(host) && !host.includes(':') ? ttl : undefined,
      addressCount: 1,
    },
    ...describeRtcp(endpoint.rtcp),
    rtcpMux: endpoint.ports.rtp === endpoint.ports.rtcp,
    formats: [
      { payloadType, encodingName: format.encodingName, clockRate, channels, formatParameters, rtcpFeedback },
      ...describeRetransmission(stream),
    ],
    headerExtensions: endpoint.headerExtensions.map(({ id, uri }) => ({
      id,
      uri,
      direction: undefined,
      attributes: '',
    })),
    ...describeSources(stream, endpoint.cname),
  };
}
