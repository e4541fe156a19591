/** Which payload types a receiver takes: from a codec's name, or from the peer's description. */

import { RtpkitError } from '../errors.js';
import type { FormatParameters } from '../payloaders/format-parameters.js';
import { findPayloadFormat, payloadFormats } from '../payloaders/registry.js';
import type { FormatDescription, StreamDescription } from '../sdp/index.js';
import type { ReceiveFormat } from '../session/session-options.js';

/** A codec to receive when there is no description. */
export interface ReceiveCodec {
  /** The encoding name, such as `H264` or `VORBIS`, in any case. */
  readonly codec: string;
  /** 0 to 127; left out, every dynamic payload type, 96 to 127, is taken for the codec. */
  readonly payloadType?: number;
  /** Ticks per second; left out, the codec's own, or what the stream itself tells. */
  readonly clockRate?: number;
  /** The `a=fmtp` parameters. */
  readonly parameters?: FormatParameters;
}

/** The dynamic payload types (RFC 3551 §6). */
const [FIRST_DYNAMIC, LAST_DYNAMIC] = [96, 127];

/** @throws TypeError when the codec is unknown, with the names of those that are known */
export function formatsOfCodec({ codec, payloadType, ...rest }: ReceiveCodec): ReceiveFormat[] {
  const format = findPayloadFormat(codec);
  const formats: ReceiveFormat[] = [];
  for (let number = payloadType ?? FIRST_DYNAMIC; number <= (payloadType ?? LAST_DYNAMIC); number++) {
    formats.push({ ...rest, payloadType: number, format });
  }
  return formats;
}

/**
 * The formats of a described stream that this library knows.
 * @throws RtpkitError `ERR_RTPKIT_DESCRIPTION` when it knows none
 */
export function formatsOfStream(stream: StreamDescription): ReceiveFormat[] {
  const formats = stream.formats.flatMap(receiveFormat);
  if (formats.length > 0) return formats;
  const found = stream.formats.map(({ encodingName }) => encodingName).join(', ');
  const known = payloadFormats.map(({ encodingName }) => encodingName).join(', ');
  throw new RtpkitError(
    'ERR_RTPKIT_DESCRIPTION',
    `The described stream is ${found || 'empty'}; known codecs are ${known}`,
  );
}

function receiveFormat({ payloadType, encodingName, clockRate, formatParameters }: FormatDescription): ReceiveFormat[] {
  const format = payloadFormats.find((known) => known.encodingName.toUpperCase() === encodingName.toUpperCase());
  return format === undefined ? [] : [{ payloadType, format, clockRate, parameters: formatParameters }];
}
