/** SDP text to a session description (RFC 8866 §5). */

import { Reject } from '../errors.js';
import { SDP_ATTRIBUTES } from './attributes/index.js';
import { addBandwidth, BANDWIDTH_SYNTAX } from './bandwidth.js';
import { CONNECTION_SYNTAX, parseConnection } from './connection.js';
import { MEDIA_LINE_SYNTAX, mediaLineProfile, readMediaLine } from './media-line.js';
import { DEFAULT_ORIGIN, ORIGIN_SYNTAX, parseOrigin } from './origin.js';
import { lineText, malformedLine, quote, splitSdpLines, type SdpLine } from './sdp-line.js';
import type { SessionDescription } from './session-description.js';
import { createStreamDraft, finishStream, type StreamDraft } from './stream-draft.js';
import type { RtpProfile, StreamDescription } from './stream-description.js';

/** What a session says for all streams comes once per stream into memory, so their number has a bound. */
const MAX_MEDIA = 1024;

type SessionDraft = { -readonly [Key in 'name' | 'origin']: SessionDescription[Key] } & {
  readonly shared: StreamDraft;
};

/**
 * Reads a description, with CRLF or LF at line ends. Lines that are not understood are kept; a line that is understood
 * and cannot be read refuses the whole: the reject's `offset` is its number, from 1, and `detail` says what was expected.
 * The `o=`, `s=` and `t=` lines may be missing, as they are from descriptions written by hand.
 */
export function parseSdp(text: string): SessionDescription | Reject {
  const lines = splitSdpLines(text);
  if (lines instanceof Reject) return lines;
  const [first] = lines;
  if (first === undefined || lineText(first) !== 'v=0') {
    const detail =
      first === undefined ? 'found no line, expected v=0' : `found ${quote(lineText(first))}, expected v=0`;
    return new Reject('version-missing', first?.number ?? 1, 'RFC 8866 §5.1', detail);
  }
  const [sessionLines, ...media] = splitSections(lines.slice(1));
  if (media.length > MAX_MEDIA) {
    return malformedLine(media[MAX_MEDIA]![0]!, 'RFC 8866 §5.14', `at most ${MAX_MEDIA} of these lines`);
  }
  const session = readSession(sessionLines!);
  return session instanceof Reject ? session : readStreams(session, media);
}

/** The lines before the first `m=` line, then each `m=` line with its followers. */
function splitSections(lines: readonly SdpLine[]): SdpLine[][] {
  const sections: SdpLine[][] = [[]];
  for (const line of lines) {
    if (line.type === 'm') sections.push([]);
    sections.at(-1)!.push(line);
  }
  return sections;
}

function readSession(lines: readonly SdpLine[]): SessionDraft | Reject {
  const session: SessionDraft = { name: '-', origin: DEFAULT_ORIGIN, shared: createStreamDraft() };
  for (const line of lines) {
    const reject = readSessionLine(line, session);
    if (reject !== undefined) return reject;
  }
  return session;
}

function readSessionLine(line: SdpLine, session: SessionDraft): Reject | undefined {
  if (line.type === 's') {
    session.name = line.value;
  } else if (line.type === 'o') {
    const origin = parseOrigin(line.value);
    if (origin === undefined) return malformedLine(line, 'RFC 8866 §5.2', ORIGIN_SYNTAX);
    session.origin = origin;
  } else if (lineText(line) !== 't=0 0') {
    return readSharedLine(line, session.shared, true);
  }
  return undefined;
}

function readStreams(session: SessionDraft, media: readonly SdpLine[][]): SessionDescription | Reject {
  const { name, origin, shared } = session;
  const streams: StreamDescription[] = [];
  const otherMedia: string[][] = [];
  for (const lines of media) {
    const profile = mediaLineProfile(lines[0]!.value);
    const stream = profile === undefined ? undefined : readStream(lines, profile, shared);
    if (stream instanceof Reject) return stream;
    if (stream === undefined) otherMedia.push(lines.map(lineText));
    else streams.push(stream);
  }
  return { name, origin, bandwidth: shared.bandwidth, streams, otherLines: shared.otherLines, otherMedia };
}

/** `undefined` for a stream that is switched off and therefore not described (RFC 3264 §6). */
function readStream(
  lines: SdpLine[],
  profile: RtpProfile,
  shared: StreamDraft,
): StreamDescription | Reject | undefined {
  const [mediaLine, ...rest] = lines;
  const draft = createStreamDraft(shared);
  if (!readMediaLine(mediaLine!.value, profile, draft)) {
    return malformedLine(mediaLine!, 'RFC 8866 §5.14', MEDIA_LINE_SYNTAX);
  }
  for (const line of rest) {
    const reject = readSharedLine(line, draft, false);
    if (reject !== undefined) return reject;
  }
  const stream = finishStream(draft, shared, mediaLine!.number);
  return stream instanceof Reject && draft.port === 0 ? undefined : stream;
}

/** Reads what a session and a stream may both have. */
function readSharedLine(line: SdpLine, draft: StreamDraft, atSessionLevel: boolean): Reject | undefined {
  // Further c= lines of a stream name the groups of a layered encoding (RFC 8866 §5.7); the first one counts.
  if (line.type === 'c' && (atSessionLevel || draft.connection === undefined)) {
    draft.connection = parseConnection(line.value);
    return draft.connection === undefined ? malformedLine(line, 'RFC 8866 §5.7', CONNECTION_SYNTAX) : undefined;
  }
  if (line.type === 'b') return readBandwidth(line, draft);
  if (line.type === 'a') return readAttribute(line, draft, atSessionLevel);
  draft.otherLines.push(lineText(line));
  return undefined;
}

function readBandwidth(line: SdpLine, draft: StreamDraft): Reject | undefined {
  const bandwidth = addBandwidth(draft.bandwidth, line.value);
  if (bandwidth === undefined) return malformedLine(line, 'RFC 8866 §5.8', BANDWIDTH_SYNTAX);
  if (bandwidth === draft.bandwidth) draft.otherLines.push(lineText(line));
  draft.bandwidth = bandwidth;
  return undefined;
}

function readAttribute(line: SdpLine, draft: StreamDraft, atSessionLevel: boolean): Reject | undefined {
  const colon = line.value.indexOf(':');
  const name = colon < 0 ? line.value : line.value.slice(0, colon);
  const attribute = SDP_ATTRIBUTES.get(name);
  if (attribute === undefined || (atSessionLevel && attribute.atSessionLevel !== true)) {
    draft.otherLines.push(lineText(line));
    return undefined;
  }
  const expected = attribute.read(colon < 0 ? '' : line.value.slice(colon + 1), draft);
  return expected === undefined ? undefined : malformedLine(line, attribute.section, `${name}:${expected}`);
}
