/** A stream while its lines are being read. */

import { Reject } from '../errors.js';
import { STATIC_PAYLOAD_TYPES } from './static-payload-types.js';
import type {
  FormatDescription,
  HeaderExtensionMapping,
  SourceFilter,
  SourceGroup,
  StreamDescription,
} from './stream-description.js';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

type ScalarFields = Omit<
  StreamDescription,
  'formats' | 'sources' | 'sourceGroups' | 'sourceFilters' | 'headerExtensions' | 'otherLines'
>;

/** Payload types and sources in maps, so that a description of 259 000 lines takes linear time. */
export interface StreamDraft extends Mutable<ScalarFields> {
  readonly formats: Map<number, FormatDraft>;
  readonly sources: Map<number, SourceDraft>;
  readonly sourceGroups: SourceGroup[];
  readonly sourceFilters: SourceFilter[];
  readonly headerExtensions: HeaderExtensionMapping[];
  readonly otherLines: string[];
}

export interface FormatDraft {
  encodingName: string | undefined;
  clockRate: number;
  channels: number | undefined;
  formatParameters: FormatDescription['formatParameters'];
  readonly rtcpFeedback: string[];
}

export interface SourceDraft {
  cname: string | undefined;
  readonly attributes: string[];
}

/** @param session what the session says for all streams: it holds until the stream says it, too; header extensions add up */
export function createStreamDraft(session?: StreamDraft): StreamDraft {
  return {
    mediaType: '',
    port: 0,
    portCount: 1,
    profile: 'RTP/AVP',
    direction: session?.direction ?? 'sendrecv',
    connection: undefined,
    bandwidth: {},
    rtcp: undefined,
    rtcpMux: false,
    rtcpReducedSize: false,
    rtcpExtendedReports: session?.rtcpExtendedReports ?? [],
    mid: undefined,
    timestampOffset: undefined,
    sequenceNumberOffset: undefined,
    formats: new Map(),
    sources: new Map(),
    sourceGroups: [],
    sourceFilters: [],
    headerExtensions: [...(session?.headerExtensions ?? [])],
    otherLines: [],
  };
}

/** Lists a payload type; until its `a=rtpmap` comes it is what RFC 3551 says. */
export function addFormat(draft: StreamDraft, payloadType: number): FormatDraft {
  const known = draft.formats.get(payloadType);
  if (known !== undefined) return known;
  const fixed = STATIC_PAYLOAD_TYPES.get(payloadType);
  const format = {
    encodingName: fixed?.encodingName,
    clockRate: fixed?.clockRate ?? 0,
    channels: fixed?.channels,
    formatParameters: {},
    rtcpFeedback: [],
  };
  draft.formats.set(payloadType, format);
  return format;
}

export function addSource(draft: StreamDraft, ssrc: number): SourceDraft {
  const source = draft.sources.get(ssrc) ?? { cname: undefined, attributes: [] };
  draft.sources.set(ssrc, source);
  return source;
}

/**
 * The description that the draft has become.
 * @param session whose address and source filters stand in where the stream has none
 * @param line where the payload types are listed
 */
export function finishStream(draft: StreamDraft, session: StreamDraft, line: number): StreamDescription | Reject {
  const formats: FormatDescription[] = [];
  for (const [payloadType, { encodingName, ...format }] of draft.formats) {
    if (encodingName === undefined) {
      const detail = `payload type ${payloadType} is listed, expected an a=rtpmap line for it`;
      return new Reject('payload-type-undescribed', line, 'RFC 8866 §6.6', detail);
    }
    formats.push({ payloadType, encodingName, ...format });
  }
  return {
    ...draft,
    formats,
    connection: draft.connection ?? session.connection,
    sources: Array.from(draft.sources, ([ssrc, source]) => ({ ssrc, ...source })),
    sourceFilters: draft.sourceFilters.length > 0 ? draft.sourceFilters : session.sourceFilters,
  };
}
