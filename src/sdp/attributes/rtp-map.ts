/** `a=rtpmap`: what a payload type stands for (RFC 8866 §6.6). */

import { MAX_UINT32, parseDecimalInteger } from '../decimal-integer.js';
import type { FormatDraft } from '../stream-draft.js';
import { readForFormat, type SdpAttribute } from './sdp-attribute.js';

const SYNTAX = 'payload-type encoding-name/clock-rate[/channels] (clock rate 1 to 4294967295, channels 1 to 255)';

export const rtpMap: SdpAttribute = {
  name: 'rtpmap',
  section: 'RFC 8866 §6.6',
  read: (value, draft) => readForFormat('rtpmap', value, draft, readEncoding),
  write: ({ formats }) =>
    formats.map(({ payloadType, encodingName, clockRate, channels }) => {
      const encoding = `${payloadType} ${encodingName}/${clockRate}`;
      return channels === undefined ? encoding : `${encoding}/${channels}`;
    }),
};

function readEncoding(text: string, format: FormatDraft): string | undefined {
  const [encodingName, rateText, channelsText, ...rest] = text.split('/');
  const clockRate = parseDecimalInteger(rateText, 1, MAX_UINT32);
  const channels = parseDecimalInteger(channelsText, 1, 255);
  if (!encodingName || /\s/.test(encodingName) || clockRate === undefined || rest.length > 0) return SYNTAX;
  if (channelsText !== undefined && channels === undefined) return SYNTAX;
  Object.assign(format, { encodingName, clockRate, channels });
  return undefined;
}
