/** `openSender`: from an address and a codec to a stream on the network. */

import { wrongType } from '../errors.js';
import { findPayloadFormat } from '../payloaders/registry.js';
import type { Address } from '../session/address.js';
import type { OutgoingStreamOptions } from '../session/session-options.js';
import type { KeyFrameRequested } from '../session/session-output.js';
import { defined } from './defined.js';
import { findDescribedStream, type Description } from './descriptions/described-stream.js';
import { destinationOf, reachOf } from './descriptions/network-description.js';
import { formatOfCodec } from './descriptions/receive-formats.js';
import { rtcpOptionsOf } from './descriptions/rtcp-description.js';
import type { Endpoint } from './endpoint/endpoint.js';
import type { EndpointOptions } from './endpoint/endpoint-options.js';
import { openEndpoint } from './endpoint/open-endpoint.js';
import { Sender } from './endpoint/sender.js';

/** The stream of a sender: the session's options, with the codec by its name. */
export interface SenderStreamOptions extends Omit<OutgoingStreamOptions, 'format'> {
  /** The encoding name, such as `H264` or `VORBIS`, in any case. */
  readonly codec: string;
  /** Called when a receiver needs a key frame, at most twice a second: the encoder is to make one (RFC 4585 §6.3.1). */
  readonly onKeyFrameRequest?: (request: KeyFrameRequested) => void;
}

export interface SenderOptions extends SenderStreamOptions, Omit<EndpointOptions, 'receive' | 'group'> {
  /** Where RTP goes, `host:port`; the host may be a name or a multicast group. Left out, the description says it. */
  readonly to?: string | Address;
  /**
   * How a receiver describes itself: SDP text, or what was read from it; gives what is not given of destination, payload type,
   * clock rate, feedback, retransmission, RTCP options and header extensions. What its codec parameters ask of the payloader is
   * the caller's to say.
   */
  readonly description?: Description;
}

/** A quarter of the interval of 30 frames/s: a key frame of 100 KB at once is all that a default receive buffer holds. */
const VIDEO_PACE_MS = 8;

/**
 * Opens a sender; what it hears is RTCP only.
 * @throws TypeError when the codec is unknown, with the names of those that are known, or nothing says where RTP goes
 * @throws RtpkitError `ERR_RTPKIT_DESCRIPTION` when the description cannot be read or has no such codec
 * @throws what {@link openEndpoint} throws
 */
export async function openSender(options: SenderOptions): Promise<Sender> {
  findPayloadFormat(options.codec);
  const { description } = options;
  const complete = description === undefined ? options : describedOptions(options, description);
  if (complete.to === undefined) throw wrongType('to', undefined, 'host:port, or a description that says it');
  const endpoint = await openEndpoint(complete);
  try {
    return addSender(endpoint, complete);
  } catch (error) {
    await endpoint.close();
    throw error;
  }
}

/** What the caller says wins over what the receiver says of itself. */
function describedOptions(options: SenderOptions, description: Description): SenderOptions {
  const stream = findDescribedStream(description, options.codec);
  const { payloadType, clockRate, feedback, retransmission } = formatOfCodec(stream, options.codec);
  const { timeMs } = retransmission ?? {};
  return {
    ...defined({ to: destinationOf(stream), clockRate, feedback }),
    ...(retransmission && { retransmission: { payloadType: retransmission.payloadType, ...defined({ timeMs }) } }),
    payloadType,
    headerExtensions: stream.headerExtensions,
    ...options,
    multicast: { ...reachOf(stream), ...options.multicast },
    rtcp: { ...rtcpOptionsOf(stream), ...options.rtcp },
  };
}

/**
 * Adds a sender to an endpoint, beside the receiver and other senders it may have; they close together.
 * @throws TypeError when the codec is unknown, or has no clock rate of its own and none is given
 */
export function addSender(endpoint: Endpoint, options: SenderStreamOptions): Sender {
  const format = findPayloadFormat(options.codec);
  const paceMs = options.paceMs ?? (format.mediaType === 'video' ? VIDEO_PACE_MS : 0);
  const stream = endpoint.addStream({ ...options, format, paceMs });
  const { onKeyFrameRequest } = options;
  if (onKeyFrameRequest !== undefined) {
    endpoint.events.on('key-frame-requested', (request) => {
      if (request.stream === stream) onKeyFrameRequest(request);
    });
  }
  return new Sender(endpoint, stream);
}
