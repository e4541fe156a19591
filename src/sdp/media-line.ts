/** The `m=` line: type, port, profile and payload types of a stream (RFC 8866 §5.14). */

import { parseDecimalInteger } from './decimal-integer.js';
import { addFormat, type StreamDraft } from './stream-draft.js';
import { RTP_PROFILES, type RtpProfile, type StreamDescription } from './stream-description.js';

export const MEDIA_LINE_SYNTAX =
  'media port[/count] profile payload-type ... (port 0 to 65535, payload types 0 to 127)';

/** The RTP profile of the line, or `undefined` when the medium is something else, such as a data channel. */
export function mediaLineProfile(value: string): RtpProfile | undefined {
  const word = value.trim().split(/ +/, 3)[2];
  return RTP_PROFILES.find((profile) => profile === word);
}

/** Reads the line of an RTP stream into `draft`; false when it is not of the form {@link MEDIA_LINE_SYNTAX}. */
export function readMediaLine(value: string, profile: RtpProfile, draft: StreamDraft): boolean {
  const [mediaType, ports, , ...payloadTypes] = value.trim().split(/ +/);
  const [portText, countText = '1', ...rest] = ports!.split('/');
  const port = parseDecimalInteger(portText, 0, 65_535);
  const portCount = parseDecimalInteger(countText, 1, 65_535);
  if (!/^[^\s/]+$/.test(mediaType!) || port === undefined || portCount === undefined || rest.length > 0) return false;
  for (const text of payloadTypes) {
    const payloadType = parseDecimalInteger(text, 0, 127);
    if (payloadType === undefined) return false;
    addFormat(draft, payloadType);
  }
  Object.assign(draft, { mediaType, port, portCount, profile });
  return payloadTypes.length > 0;
}

export function formatMediaLine({ mediaType, port, portCount, profile, formats }: StreamDescription): string {
  const ports = portCount === 1 ? `${port}` : `${port}/${portCount}`;
  return `${mediaType} ${ports} ${profile} ${formats.map((format) => format.payloadType).join(' ')}`;
}
