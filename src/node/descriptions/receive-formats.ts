/** Which payload types a receiver takes: from a codec's name, or from the peer's description. */

import { RtpkitError } from '../../errors.js';
import { findPayloadFormat, payloadFormats, sameEncodingName } from '../../payloaders/registry.js';
import type { FormatDescription, StreamDescription } from '../../sdp/index.js';
import { looksLikeRtcp } from '../../session/payload-type.js';
import type { ReceiveFormat } from '../../session/session-options.js';
import { feedbackOf, isRetransmission } from './feedback-description.js';

/** A codec to receive when there is no description. */
export interface ReceiveCodec extends Pick<
  ReceiveFormat,
  'clockRate' | 'parameters' | 'feedback' | 'retransmission' | 'syncOffsetMs'
> {
  /** The encoding name, such as `H264` or `VORBIS`, in any case. */
  readonly codec: string;
  /** 0 to 127; left out, every dynamic payload type, 96 to 127, that is not that of retransmissions is taken for the codec. */
  readonly payloadType?: number;
}

/** The dynamic payload types (RFC 3551 §6). */
const [FIRST_DYNAMIC, LAST_DYNAMIC] = [96, 127];

/** @throws TypeError when the codec is unknown, with the names of those that are known */
export function formatsOfCodec({ codec, payloadType, ...rest }: ReceiveCodec): ReceiveFormat[] {
  const format = findPayloadFormat(codec);
  const formats: ReceiveFormat[] = [];
  for (let number = payloadType ?? FIRST_DYNAMIC; number <= (payloadType ?? LAST_DYNAMIC); number++) {
    if (number !== rest.retransmission?.payloadType) formats.push({ ...rest, payloadType: number, format });
  }
  return formats;
}

/**
 * The formats of a described stream that this library can receive; an offer of several may hold others.
 * @throws RtpkitError `ERR_RTPKIT_DESCRIPTION` when there is none, with what is in the way of each
 */
export function formatsOfStream(stream: StreamDescription): ReceiveFormat[] {
  requirePlain(stream);
  const formats: ReceiveFormat[] = [];
  const refusals: string[] = [];
  for (const described of stream.formats) {
    if (isRetransmission(described)) continue;
    const received = receiveFormat(described, stream);
    if (typeof received === 'string') refusals.push(`${described.encodingName} (${received})`);
    else formats.push(received);
  }
  if (formats.length > 0) return formats;
  const known = payloadFormats.map(({ encodingName }) => encodingName).join(', ');
  throw new RtpkitError(
    'ERR_RTPKIT_DESCRIPTION',
    `The described stream is ${refusals.join(', ') || 'empty'}; known codecs are ${known}`,
  );
}

/**
 * The first format of the codec in a described stream.
 * @throws RtpkitError `ERR_RTPKIT_DESCRIPTION` when there is none, with what is in the way of each
 */
export function formatOfCodec(stream: StreamDescription, codec: string): ReceiveFormat {
  const isWanted = (format: FormatDescription): boolean =>
    sameEncodingName(format.encodingName, codec) || isRetransmission(format);
  return formatsOfStream({ ...stream, formats: stream.formats.filter(isWanted) })[0]!;
}

/** Encrypted packets would play as noise. */
function requirePlain({ profile }: StreamDescription): void {
  if (!profile.includes('SAVP')) return;
  throw new RtpkitError(
    'ERR_RTPKIT_DESCRIPTION',
    `The described stream is encrypted (${profile}), expected RTP/AVP(F)`,
  );
}

/** The format, or why it cannot be received. */
function receiveFormat(described: FormatDescription, stream: StreamDescription): ReceiveFormat | string {
  const { payloadType, encodingName, clockRate, formatParameters: parameters } = described;
  const format = payloadFormats.find((known) => sameEncodingName(known.encodingName, encodingName));
  if (format === undefined) return 'unknown';
  if (stream.rtcpMux && looksLikeRtcp(payloadType)) return `payload type ${payloadType} looks like RTCP with rtcp-mux`;
  const refusal = format.rejectParameters(parameters);
  if (refusal !== undefined) return refusal.toString();
  return { payloadType, format, clockRate, parameters, ...feedbackOf(stream, described) };
}
