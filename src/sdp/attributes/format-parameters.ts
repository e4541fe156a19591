/** `a=fmtp`: parameters of one payload type, `key=value` with semicolons between (RFC 8866 §6.15). */

import type { FormatParameters } from '../../payloaders/format-parameters.js';
import { readForFormat, type SdpAttribute } from './sdp-attribute.js';

export const formatParameters: SdpAttribute = {
  name: 'fmtp',
  section: 'RFC 8866 §6.15',
  read: (value, draft) =>
    readForFormat('fmtp', value, draft, (text, format) => {
      format.formatParameters = parseFormatParameters(text);
      return undefined;
    }),
  write: ({ formats }) =>
    formats
      .filter((format) => Object.keys(format.formatParameters).length > 0)
      .map((format) => `${format.payloadType} ${formatFormatParameters(format.formatParameters)}`),
};

/** Reads the part after the payload type; of a key that comes twice the last value stays. Any text is acceptable. */
export function parseFormatParameters(text: string): FormatParameters {
  const entries: [string, string][] = [];
  for (const parameter of text.split(';')) {
    const trimmed = parameter.trim();
    const equals = trimmed.indexOf('=');
    const key = equals < 0 ? trimmed : trimmed.slice(0, equals).trimEnd();
    if (key !== '') entries.push([key.toLowerCase(), equals < 0 ? '' : trimmed.slice(equals + 1).trimStart()]);
  }
  return Object.fromEntries(entries);
}

/** Writes the part after the payload type; a value of '' leaves the key alone, as in `0-15` of telephone-event. */
export function formatFormatParameters(parameters: FormatParameters): string {
  return Object.entries(parameters)
    .map(([key, value]) => (value === '' ? key : `${key}=${value}`))
    .join(';');
}
