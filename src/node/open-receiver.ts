/** `openReceiver`: from a port and a codec, or a description, to frames. */

import { wrongType } from '../errors.js';
import type { RecoveryOptions } from '../session/incoming/recovery.js';
import type { ReceiveFormat } from '../session/session-options.js';
import { defined } from './defined.js';
import { findDescribedStream, type Description } from './descriptions/described-stream.js';
import { namesOfSources } from './descriptions/feedback-description.js';
import { receivingEnd, reachOf } from './descriptions/network-description.js';
import { formatsOfCodec, formatsOfStream, type ReceiveCodec } from './descriptions/receive-formats.js';
import { rtcpOptionsOf } from './descriptions/rtcp-description.js';
import type { FrameOf } from './endpoint/codec-frames.js';
import type { EndpointOptions } from './endpoint/endpoint-options.js';
import { openEndpoint } from './endpoint/open-endpoint.js';
import { Receiver } from './endpoint/receiver.js';

/** Either `codec` or `description` says what is received; with both, the codec chooses among the described streams. */
export interface ReceiverOptions<Codec extends string = string>
  extends Partial<ReceiveCodec>, RecoveryOptions, EndpointOptions {
  readonly codec?: Codec;
  /**
   * SDP text, GStreamer caps text, or either already read; gives what is not given of port, group, RTCP options, feedback,
   * retransmission, header extensions and names of sources.
   */
  readonly description?: Description;
  /** Frames held for a slow consumer before the oldest is dropped; default 512. */
  readonly maxQueuedFrames?: number;
}

/**
 * Opens a receiver.
 * @throws TypeError when the codec is unknown, with the names of those that are known, or nothing says what is received
 * @throws RtpkitError `ERR_RTPKIT_DESCRIPTION` when the description cannot be read or used, and what {@link openEndpoint} throws
 */
export async function openReceiver<const Codec extends string>(
  options: ReceiverOptions<Codec>,
): Promise<Receiver<FrameOf<Codec>>> {
  return new Receiver<FrameOf<Codec>>(await openEndpoint(endpointOptions(options)), options.maxQueuedFrames);
}

function endpointOptions(options: ReceiverOptions): EndpointOptions {
  const { codec, description, receive } = options;
  if (receive !== undefined) return options;
  if (description !== undefined) {
    const stream = findDescribedStream(description, codec);
    const rtcp = { ...rtcpOptionsOf(stream), ...options.rtcp };
    const multicast = { ...reachOf(stream), ...options.multicast };
    const described = asAsked(formatsOfStream(stream), options);
    const told = { headerExtensions: stream.headerExtensions, cnames: namesOfSources(stream) };
    return { ...receivingEnd(stream), ...told, ...options, multicast, rtcp, receive: described };
  }
  if (codec === undefined) throw wrongType('codec', codec, 'the name of a codec, or a description');
  return { ...options, receive: formatsOfCodec({ ...options, codec }) };
}

/** What the caller says of every format wins over the description. */
function asAsked(formats: readonly ReceiveFormat[], options: ReceiverOptions): ReceiveFormat[] {
  const { frames, waitForKeyFrame, feedback, retransmission, syncOffsetMs } = options;
  const asked = defined({ frames, waitForKeyFrame, feedback, retransmission, syncOffsetMs });
  return formats.map((format) => ({ ...format, ...asked }));
}
