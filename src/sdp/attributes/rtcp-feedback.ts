/** `a=rtcp-fb`: which feedback a payload type may ask for (RFC 4585 §4.2). */

import type { FormatDraft } from '../stream-draft.js';
import { readForFormat, type SdpAttribute } from './sdp-attribute.js';

/** A dozen kinds are registered; the bound keeps `*` lines times 128 payload types from eating memory. */
const MAX_KINDS = 64;
const SYNTAX = `payload-type kind, such as 96 nack pli (at most ${MAX_KINDS} kinds)`;

export const rtcpFeedback: SdpAttribute = {
  name: 'rtcp-fb',
  section: 'RFC 4585 §4.2',
  read(value, draft) {
    if (!value.startsWith('* ')) return readForFormat('rtcp-fb', value, draft, addKind);
    const outcomes = Array.from(draft.formats.values(), (format) => addKind(value.slice(2).trim(), format));
    return outcomes.find((expected) => expected !== undefined);
  },
  write: ({ formats }) =>
    formats.flatMap(({ payloadType, rtcpFeedback: kinds }) => kinds.map((kind) => `${payloadType} ${kind}`)),
};

function addKind(kind: string, { rtcpFeedback: kinds }: FormatDraft): string | undefined {
  if (kinds.includes(kind)) return undefined;
  if (kind === '' || kinds.length === MAX_KINDS) return SYNTAX;
  kinds.push(kind);
  return undefined;
}
