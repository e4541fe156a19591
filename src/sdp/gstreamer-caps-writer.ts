/** A stream description to GStreamer caps text. */

import { outOfRange } from '../errors.js';
import { SDP_ATTRIBUTES } from './attributes/index.js';
import { sourceAttributes } from './attributes/source.js';
import { checkStreamDescription } from './description-check.js';
import { isFormatParameter } from './gstreamer-fields.js';
import { quoteGstreamerString } from './gstreamer-string.js';
import type { FormatDescription, HeaderExtensionMapping, StreamDescription } from './stream-description.js';

export interface GstreamerCapsOptions {
  /** Which payload type of the stream; default its first. */
  readonly payloadType?: number;
  /** Whose field names: 1.x `timestamp-offset` and `seqnum-offset`, 0.10 `clock-base` and `seqnum-base`; default 1.x. */
  readonly version?: '1.x' | '0.10';
}

const OFFSET_NAMES = { '1.x': ['timestamp-offset', 'seqnum-offset'], '0.10': ['clock-base', 'seqnum-base'] } as const;

/** Attributes that caps carry in fields of their own; the others become `a-` fields. */
const FIELDS_OF_THEIR_OWN: ReadonlySet<string> = new Set(['rtpmap', 'fmtp', 'rtcp-fb', 'extmap', 'ssrc']);

/**
 * Writes the caps of one payload type, as `udpsrc caps=` and the `video.caps` files take them. Port, address and
 * bandwidth have no place in caps.
 * @throws RangeError when the stream has no such payload type, or a number is out of its range
 */
export function formatGstreamerCaps(stream: StreamDescription, options: GstreamerCapsOptions = {}): string {
  checkStreamDescription(stream);
  const payloadType = options.payloadType ?? stream.formats[0]!.payloadType;
  const format = stream.formats.find((candidate) => candidate.payloadType === payloadType);
  if (format === undefined) throw outOfRange('payloadType', payloadType, 'one of the payload types of the stream');
  const [timestampOffset, sequenceNumberOffset] = OFFSET_NAMES[options.version ?? '1.x'];
  const fields = [
    ...formatFields(stream.mediaType, format),
    ...numberField('ssrc', 'uint', stream.sources[0]?.ssrc),
    ...numberField(timestampOffset, 'uint', stream.timestampOffset),
    ...numberField(sequenceNumberOffset, 'uint', stream.sequenceNumberOffset),
    ...format.rtcpFeedback.flatMap((kind) => field(`rtcp-fb-${kind.replaceAll(' ', '-')}`, 'boolean', 'true')),
    ...stream.headerExtensions.flatMap(extensionField),
    ...sourceFields(stream),
    ...attributeFields(stream),
  ];
  return ['application/x-rtp', ...fields].join(', ');
}

/** In the order in which GStreamer's own payloaders print them. */
function formatFields(mediaType: string, format: FormatDescription): string[] {
  const { encodingName, clockRate, channels, formatParameters, payloadType } = format;
  const parameters = Object.entries(formatParameters).filter(([name]) => isFormatParameter(name));
  return [
    ...textField('media', mediaType),
    ...numberField('clock-rate', 'int', clockRate),
    ...textField('encoding-name', encodingName.toUpperCase()),
    ...(channels === undefined ? [] : textField('encoding-params', `${channels}`)),
    ...parameters.flatMap(([name, value]) => textField(name, value)),
    ...numberField('payload', 'int', payloadType),
  ];
}

function extensionField({ id, direction, uri, attributes }: HeaderExtensionMapping): string[] {
  if (direction === undefined && attributes === '') return textField(`extmap-${id}`, uri);
  const members = [direction ?? '', uri, attributes].map(quoteGstreamerString);
  return field(`extmap-${id}`, 'string', `< ${members.join(', ')} >`);
}

function sourceFields({ sources }: StreamDescription): string[] {
  return sources.flatMap((source) =>
    sourceAttributes(source).flatMap((attribute) => attributeField(`ssrc-${source.ssrc}-`, attribute)),
  );
}

function attributeFields(stream: StreamDescription): string[] {
  const fields: string[] = [];
  for (const { name, write } of SDP_ATTRIBUTES.values()) {
    if (FIELDS_OF_THEIR_OWN.has(name)) continue;
    for (const value of write(stream)) fields.push(...textField(`a-${name}`, value));
  }
  const others = stream.otherLines.filter((line) => line.startsWith('a='));
  return [...fields, ...others.flatMap((line) => attributeField('a-', line.slice('a='.length)))];
}

/** `name` or `name:value`, as attributes are written. */
function attributeField(prefix: string, attribute: string): string[] {
  const [name, ...value] = attribute.split(':');
  return textField(`${prefix}${name}`, value.join(':'));
}

function textField(name: string, value: string): string[] {
  return field(name, 'string', quoteGstreamerString(value));
}

function numberField(name: string, type: 'int' | 'uint', value: number | undefined): string[] {
  return value === undefined ? [] : field(name, type, `${value}`);
}

/** Nothing when GStreamer allows no such name, as the `0-15` of telephone-event. */
function field(name: string, type: string, text: string): string[] {
  return /^[A-Za-z][\w\-+/:.]*$/.test(name) ? [`${name}=(${type})${text}`] : [];
}
