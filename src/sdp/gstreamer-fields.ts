/** Fields of RTP caps beyond the payload type itself: what GStreamer makes of the lines of a description. */

import { SDP_ATTRIBUTES } from './attributes/index.js';
import { MAX_UINT32, parseDecimalInteger } from './decimal-integer.js';
import { addSource, type StreamDraft } from './stream-draft.js';

/** A value as the structure holds it: a text, or an array of texts. */
export type FieldValue = string | readonly string[];

/**
 * Reads a field into the draft; returns what was expected when the value is something else.
 * @param rest the name of the field behind the prefix
 */
type FieldReader = (rest: string, value: FieldValue, stream: StreamDraft) => string | undefined;

const UINT32_SYNTAX = `a number from 0 to ${MAX_UINT32}`;

const readTimestampOffset: FieldReader = (_rest, value, stream) => {
  stream.timestampOffset = parseDecimalInteger(value.toString(), 0, MAX_UINT32);
  return stream.timestampOffset === undefined ? UINT32_SYNTAX : undefined;
};

const readSequenceNumberOffset: FieldReader = (_rest, value, stream) => {
  stream.sequenceNumberOffset = parseDecimalInteger(value.toString(), 0, 0xffff);
  return stream.sequenceNumberOffset === undefined ? 'a number from 0 to 65535' : undefined;
};

const readSsrc: FieldReader = (_rest, value, stream) => {
  const ssrc = parseDecimalInteger(value.toString(), 0, MAX_UINT32);
  if (ssrc === undefined) return UINT32_SYNTAX;
  addSource(stream, ssrc);
  return undefined;
};

const passOver: FieldReader = () => undefined;

/** By name, or by prefix where the name ends with a dash. */
const FIELD_READERS: ReadonlyMap<string, FieldReader> = new Map([
  ...['media', 'payload', 'clock-rate', 'encoding-name', 'encoding-params'].map((name) => [name, passOver] as const),
  ['ssrc', readSsrc],
  ['timestamp-offset', readTimestampOffset],
  ['seqnum-offset', readSequenceNumberOffset],
  ['clock-base', readTimestampOffset],
  ['seqnum-base', readSequenceNumberOffset],
  ['rtcp-fb-', readFeedback],
  ['extmap-', readExtension],
  ['ssrc-', readSourceAttribute],
  ['a-', readAttribute],
  // Keys of SRTP and fields of GStreamer's own are no part of a description.
  ...['srtp-', 'srtcp-', 'x-'].map((prefix) => [prefix, passOver] as const),
]);

const PREFIXES: readonly string[] = [...FIELD_READERS.keys()].filter((name) => name.endsWith('-'));

/** True where `name` has no other use: such fields are the format parameters. */
export function isFormatParameter(name: string): boolean {
  return !FIELD_READERS.has(name) && !PREFIXES.some((prefix) => name.startsWith(prefix));
}

/** Reads a field that is no format parameter; returns what was expected when the value is something else. */
export function readField(name: string, value: FieldValue, stream: StreamDraft): string | undefined {
  const whole = FIELD_READERS.get(name);
  if (whole !== undefined) return whole('', value, stream);
  const prefix = PREFIXES.find((candidate) => name.startsWith(candidate)) ?? '';
  return FIELD_READERS.get(prefix)?.(name.slice(prefix.length), value, stream);
}

/** `rtcp-fb-nack-pli=(boolean)true`: the spaces of the attribute have become dashes. */
function readFeedback(rest: string, _value: FieldValue, stream: StreamDraft): string | undefined {
  const kind = rest.replace(/^(ack|nack|ccm|trr-int)-/, '$1 ');
  return SDP_ATTRIBUTES.get('rtcp-fb')!.read(`* ${kind}`, stream);
}

/** `extmap-1=(string)URI`, or an array of direction, URI and attributes. */
function readExtension(id: string, value: FieldValue, stream: StreamDraft): string | undefined {
  const [direction, uri, attributes] = typeof value === 'string' ? ['', value, ''] : value;
  const idAndDirection = direction ? `${id}/${direction}` : id;
  return SDP_ATTRIBUTES.get('extmap')!.read(`${idAndDirection} ${uri ?? ''} ${attributes ?? ''}`, stream);
}

/** `ssrc-1234-cname=(string)name`. */
function readSourceAttribute(rest: string, value: FieldValue, stream: StreamDraft): string | undefined {
  const dash = rest.indexOf('-');
  const attribute = value === '' ? rest.slice(dash + 1) : `${rest.slice(dash + 1)}:${value.toString()}`;
  return SDP_ATTRIBUTES.get('ssrc')!.read(`${rest.slice(0, Math.max(dash, 0))} ${attribute}`, stream);
}

/** `a-framerate=(string)25`: any other attribute. */
function readAttribute(name: string, value: FieldValue, stream: StreamDraft): string | undefined {
  const text = value.toString();
  const attribute = SDP_ATTRIBUTES.get(name);
  if (attribute !== undefined) return attribute.read(text, stream);
  stream.otherLines.push(text === '' ? `a=${name}` : `a=${name}:${text}`);
  return undefined;
}
