/** A stream description as a caller puts it together, and its completion. */

import { checkStreamDescription } from './description-check.js';
import type { FormatDescription, StreamDescription } from './stream-description.js';

/** A stream as a caller puts it together; what is left out is what it is when a description does not say it. */
export interface StreamDescriptionParts extends Partial<Omit<StreamDescription, 'formats' | 'mediaType'>> {
  readonly mediaType: string;
  readonly formats: readonly FormatDescriptionParts[];
}

export type FormatDescriptionParts = Pick<FormatDescription, 'payloadType' | 'encodingName' | 'clockRate'> &
  Partial<FormatDescription>;

const UNSAID = {
  port: 0,
  portCount: 1,
  profile: 'RTP/AVP',
  direction: 'sendrecv',
  connection: undefined,
  sourceFilters: [],
  bandwidth: {},
  rtcp: undefined,
  rtcpMux: false,
  rtcpReducedSize: false,
  rtcpExtendedReports: [],
  headerExtensions: [],
  sources: [],
  sourceGroups: [],
  mid: undefined,
  timestampOffset: undefined,
  sequenceNumberOffset: undefined,
  otherLines: [],
} as const;

const UNSAID_OF_FORMAT = { channels: undefined, formatParameters: {}, rtcpFeedback: [] } as const;

/**
 * Completes a stream description.
 * @throws RangeError when a number is out of its range, or a text could not be written on its line
 */
export function createStreamDescription(parts: StreamDescriptionParts): StreamDescription {
  const formats = parts.formats.map((format) => ({ ...UNSAID_OF_FORMAT, ...format }));
  const stream: StreamDescription = { ...UNSAID, ...parts, formats };
  checkStreamDescription(stream);
  return stream;
}
