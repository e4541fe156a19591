/** GStreamer caps text to a stream description, with the field names of GStreamer 0.10 and of 1.x. */

import { Reject } from '../errors.js';
import { MAX_UINT32, parseDecimalInteger } from './decimal-integer.js';
import { isFormatParameter, readField, type FieldValue } from './gstreamer-fields.js';
import { parseGstreamerStructure } from './gstreamer-structure.js';
import { quote } from './sdp-line.js';
import { addFormat, createStreamDraft, finishStream, type FormatDraft, type StreamDraft } from './stream-draft.js';
import type { StreamDescription } from './stream-description.js';

/** What GStreamer's payloaders use when nobody chooses; caps written by hand may leave `payload` out. */
const DEFAULT_PAYLOAD_TYPE = '96';
const TOKEN = /^[^\s/]+$/;

type Fields = ReadonlyMap<string, FieldValue>;

/**
 * Reads fixed caps of `application/x-rtp`, such as `gst-launch-1.0 -v` prints and `video.caps` files hold: fields in any
 * order and of any type, escaped once, twice or no more. The port is 0, for caps know none; nor do they name a profile: where
 * there is feedback, it is the one with feedback (RFC 4585 §4.2).
 */
export function parseGstreamerCaps(text: string): StreamDescription | Reject {
  const structure = parseGstreamerStructure(text);
  if (structure instanceof Reject) return structure;
  const { name, fields } = structure;
  if (name !== 'application/x-rtp') return malformedField('media type', name, 'application/x-rtp');
  const draft = createStreamDraft();
  const reject = readMedia(fields, draft) ?? readFurtherFields(fields, draft);
  return reject ?? finishStream(draft, createStreamDraft(), 1);
}

/** Reads the five fields that describe the payload type; two of them may come from RFC 3551 instead. */
function readMedia(fields: Fields, draft: StreamDraft): Reject | undefined {
  const field = (name: string): string | undefined => fields.get(name)?.toString();
  draft.mediaType = field('media') ?? '';
  if (!TOKEN.test(draft.mediaType)) return malformedField('media', field('media'), 'video, audio or another type');
  const payloadType = parseDecimalInteger(field('payload') ?? DEFAULT_PAYLOAD_TYPE, 0, 127);
  if (payloadType === undefined) return malformedField('payload', field('payload'), 'a number from 0 to 127');
  const format = addFormat(draft, payloadType);
  const encodingName = field('encoding-name') ?? format.encodingName;
  // Two channels go with the L16 of payload type 10, not with whatever else is sent under that number.
  if (encodingName !== format.encodingName) Object.assign(format, { encodingName, channels: undefined });
  if (!TOKEN.test(format.encodingName ?? '')) return malformedField('encoding-name', field('encoding-name'), 'a word');
  const clockRate = parseDecimalInteger(field('clock-rate') ?? `${format.clockRate}`, 1, MAX_UINT32);
  if (clockRate === undefined) return malformedField('clock-rate', field('clock-rate'), `1 to ${MAX_UINT32}`);
  format.clockRate = clockRate;
  return readChannels(field('encoding-params'), format);
}

function readChannels(text: string | undefined, format: FormatDraft): Reject | undefined {
  if (text === undefined) return undefined;
  format.channels = parseDecimalInteger(text, 1, 255);
  return format.channels === undefined ? malformedField('encoding-params', text, '1 to 255 channels') : undefined;
}

function readFurtherFields(fields: Fields, draft: StreamDraft): Reject | undefined {
  const [format] = draft.formats.values();
  const parameters: [string, string][] = [];
  for (const [name, value] of fields) {
    const isParameter = isFormatParameter(name);
    const text = value.toString();
    if ((isParameter ? /[;\r\n\0]/ : /[\r\n\0]/).test(text)) {
      return malformedField(name, text, 'one line without semicolons, as the lines of SDP');
    }
    if (isParameter) parameters.push([name.toLowerCase(), text]);
    const expected = readField(name, value, draft);
    if (expected !== undefined) return malformedField(name, text, expected);
  }
  format!.formatParameters = Object.fromEntries(parameters);
  if (format!.rtcpFeedback.length > 0) draft.profile = 'RTP/AVPF';
  return undefined;
}

function malformedField(name: string, found: string | undefined, expected: string): Reject {
  const detail = `${name} is ${found === undefined ? 'missing' : quote(found)}, expected ${expected}`;
  return new Reject('caps-field-malformed', 1, 'GStreamer caps', detail);
}
