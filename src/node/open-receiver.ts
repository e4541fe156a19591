/** `openReceiver`: from a port and a codec, or a description, to frames. */

import { wrongType } from '../errors.js';
import type { StreamDescription } from '../sdp/index.js';
import { isMulticast } from '../session/address.js';
import type { RecoveryOptions } from '../session/incoming/recovery.js';
import type { ReceiveFormat, RtcpOptions } from '../session/session-options.js';
import type { FrameOf } from './codec-frames.js';
import { defined } from './defined.js';
import { findDescribedStream, type Description } from './described-stream.js';
import type { EndpointOptions } from './endpoint-options.js';
import type { MulticastOptions } from './multicast.js';
import { openEndpoint } from './open-endpoint.js';
import { formatsOfCodec, formatsOfStream, type ReceiveCodec } from './receive-formats.js';
import { Receiver } from './receiver.js';

/** Either `codec` or `description` says what is received; with both, the codec chooses among the described streams. */
export interface ReceiverOptions<Codec extends string = string>
  extends Partial<ReceiveCodec>, RecoveryOptions, EndpointOptions {
  readonly codec?: Codec;
  /** SDP text, GStreamer caps text, or either already read; gives the port, group and RTCP address that are not given. */
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
    const rtcp = { ...describedRtcp(stream), ...options.rtcp };
    const multicast = { ...describedReach(stream), ...options.multicast };
    const described = recovering(formatsOfStream(stream), options);
    return { ...describedNetwork(stream), ...options, multicast, rtcp, receive: described };
  }
  if (codec === undefined) throw wrongType('codec', codec, 'the name of a codec, or a description');
  return { ...options, receive: formatsOfCodec({ ...options, codec }) };
}

function recovering(formats: readonly ReceiveFormat[], { frames, waitForKeyFrame }: RecoveryOptions): ReceiveFormat[] {
  return formats.map((format) => ({ ...format, ...defined({ frames, waitForKeyFrame }) }));
}

/** An address that is no group is the sender's idea of ours, behind a router a wrong one: it is not bound. */
function describedNetwork({ connection, port }: StreamDescription): EndpointOptions {
  if (connection === undefined) return defined({ port: port === 0 ? undefined : port });
  return defined({
    port: port === 0 ? undefined : port,
    host: connection.addressType === 'IP6' ? '::' : undefined,
    group: isMulticast(connection.address) ? connection.address : undefined,
  });
}

/** Reports are to come back to where the packets come from. */
function describedReach({ connection }: StreamDescription): MulticastOptions {
  return defined({ ttl: connection?.ttl });
}

function describedRtcp({ rtcp, rtcpMux, bandwidth }: StreamDescription): RtcpOptions {
  const { applicationSpecific: kilobits = 0 } = bandwidth;
  return defined({
    mux: rtcpMux,
    described: rtcp === undefined ? undefined : defined({ port: rtcp.port, host: rtcp.address }),
    bandwidth: kilobits === 0 ? undefined : kilobits * 1000,
  });
}
