/** Which stream of the peer's description a receiver takes: SDP text, GStreamer caps text, or either already read. */

import { Reject, RtpkitError } from '../../errors.js';
import { sameEncodingName } from '../../payloaders/registry.js';
import { parseGstreamerCaps, parseSdp, type SessionDescription, type StreamDescription } from '../../sdp/index.js';

export type Description = string | SessionDescription | StreamDescription;

/**
 * The first stream of a description, or the first that offers the codec.
 * @throws RtpkitError `ERR_RTPKIT_DESCRIPTION` that names the line and what was expected there, or the codecs found
 */
export function findDescribedStream(description: Description, codec?: string): StreamDescription {
  const streams = describedStreams(description);
  const stream = codec === undefined ? streams[0] : streams.find((candidate) => offers(candidate, codec));
  if (stream !== undefined) return stream;
  const found = streams.flatMap(({ formats }) => formats.map(({ encodingName }) => encodingName));
  throw new RtpkitError(
    'ERR_RTPKIT_DESCRIPTION',
    `The description has no ${codec ?? 'RTP'} stream${found.length === 0 ? '' : `, only ${found.join(', ')}`}`,
  );
}

/**
 * All streams of a description.
 * @throws RtpkitError `ERR_RTPKIT_DESCRIPTION` that names the line and what was expected there
 */
export function describedStreams(description: Description): readonly StreamDescription[] {
  if (typeof description !== 'string') return 'streams' in description ? description.streams : [description];
  if (isCapsText(description)) return [accepted(parseGstreamerCaps(description))];
  return accepted(parseSdp(description)).streams;
}

/** Whether a description is GStreamer caps, not SDP. */
export function isCapsText(description: string): boolean {
  return /^\s*application\//.test(description);
}

function accepted<T>(parsed: T | Reject): T {
  if (!(parsed instanceof Reject)) return parsed;
  throw new RtpkitError('ERR_RTPKIT_DESCRIPTION', `The description cannot be read: ${parsed.toString()}`);
}

function offers(stream: StreamDescription, codec: string): boolean {
  return stream.formats.some(({ encodingName }) => sameEncodingName(encodingName, codec));
}
