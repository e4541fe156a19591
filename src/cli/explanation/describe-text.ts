/** SDP and GStreamer caps in words: what each stream is, where it goes, and what to type at either end. */

import {
  describedStreams,
  formatHostAndPort,
  h264ProfileName,
  isCapsText,
  parseSequenceParameterSet,
  parseSpropParameterSets,
  Reject,
  type FormatDescription,
  type StreamDescription,
} from '../../node/index.js';
import { receivingCounterparts, sendingCounterparts, type CounterpartStream } from '../announcements/counterparts.js';
import { MEDIUM_DEFAULTS } from '../arguments/medium.js';
import type { JsonEvent } from '../json-event.js';
import { counterpartEvents, counterpartLines, type Explanation } from './explanation.js';

/** Where nothing is said of the other host, everything is taken to be on this one. */
const THIS_HOST = '127.0.0.1';

/**
 * Caps that can be put into a line of `gst-launch-1.0`: it joins its words and reads them again, and what stands in quotes behind a
 * blank, or behind a quote that a backslash hides, would be elements of the pipeline.
 */
const PLAIN_CAPS = /^(?:[^"'!\\\p{Cc}]|"(?:[^"'!\\\s\p{Cc}]|\\[^"'!\\\s\p{Cc}])*")*$/u;

/**
 * @param from the path or address that the text came from, for the commands that read it again
 * @throws RtpkitError `ERR_RTPKIT_DESCRIPTION` when it is neither, with the line and what was expected there
 */
export function describeText(from: string, text: string): Explanation {
  const streams = describedStreams(text);
  const form = isCapsText(text) ? 'caps' : 'sdp';
  const isPlain = form === 'sdp' || PLAIN_CAPS.test(text.trimEnd());
  const parts = streams.map((stream, index) => describeStream(stream, { from, form, index, isPlain }));
  const kind = form === 'caps' ? 'GStreamer caps' : 'SDP';
  const count = streams.length === 1 ? 'one stream' : `${streams.length} streams`;
  return {
    lines: [`${from}: ${kind} of ${count}`, ...parts.flatMap(({ lines }) => lines)],
    events: parts.flatMap(({ events }) => events),
    streams: streams.length,
  };
}

interface Origin {
  readonly from: string;
  readonly form: 'caps' | 'sdp';
  readonly index: number;
  /** Whether `gst-launch-1.0` takes all of the text for one value. */
  readonly isPlain: boolean;
}

function describeStream(stream: StreamDescription, origin: Origin): Pick<Explanation, 'lines' | 'events'> {
  const heading = [headingOf(stream), ...stream.formats.map(formatLine), destinationLine(stream)];
  const counterpart = counterpartOf(stream, origin);
  if (counterpart === undefined) {
    return {
      lines: [...heading, '  rtpkit receives and sends H264 and VORBIS, unencrypted'],
      events: [eventOf(stream)],
    };
  }
  const receiving = receivingCounterparts(counterpart);
  const sending = sendingCounterparts(counterpart);
  return {
    lines: [
      ...heading,
      ...(origin.form === 'caps' ? [`  caps tell no addresses: put the other host for ${THIS_HOST}`] : []),
      ...counterpartLines('receive it with one of', receiving),
      ...counterpartLines('send one like it with one of', sending),
    ],
    events: [eventOf(stream), ...counterpartEvents('receive', receiving), ...counterpartEvents('send', sending)],
  };
}

function headingOf({ mediaType, profile, direction }: StreamDescription): string {
  const encrypted = isEncrypted(profile) ? ', encrypted' : '';
  return `${mediaType}, ${profile}${encrypted}${direction === 'sendrecv' ? '' : `, ${direction}`}`;
}

function formatLine(format: FormatDescription): string {
  const { payloadType, encodingName, clockRate, channels, rtcpFeedback } = format;
  const rate = `${clockRate} Hz${channels === undefined ? '' : `, ${channels} channels`}`;
  const feedback = rtcpFeedback.length === 0 ? '' : `, feedback ${rtcpFeedback.join(', ')}`;
  return `  payload type ${payloadType}: ${encodingName}, ${rate}${codecWords(format)}${feedback}`;
}

/** What only a look into the codec's own parameters tells. */
function codecWords({ encodingName, formatParameters }: FormatDescription): string {
  const name = encodingName.toUpperCase();
  if (name === 'VORBIS')
    return `, configuration ${formatParameters['configuration'] === undefined ? 'in-band' : 'given'}`;
  if (name !== 'H264') return '';
  const profile = h264ProfileName(formatParameters['profile-level-id'] ?? '');
  const { nalUnits } = parseSpropParameterSets(formatParameters['sprop-parameter-sets'] ?? '');
  const sets = nalUnits.map((nalUnit) => parseSequenceParameterSet(nalUnit));
  const picture = sets.flatMap((set) => (set instanceof Reject ? [] : [set]))[0];
  const size = picture === undefined ? 'parameter sets in-band' : `${picture.width}x${picture.height}`;
  return `${profile === undefined ? '' : `, ${profile}`}, ${size}`;
}

function destinationLine(stream: StreamDescription): string {
  const { connection, port, rtcp, rtcpMux } = stream;
  if (port === 0) return '  goes to a port that is agreed on elsewhere';
  const host = connection?.address ?? THIS_HOST;
  const reports = rtcpMux ? 'reports on the same port' : `reports to port ${rtcp?.port ?? port + 1}`;
  return `  goes to ${formatHostAndPort({ host, port })}, ${reports}`;
}

/** `undefined` for what rtpkit does not speak. */
function counterpartOf(
  stream: StreamDescription,
  { from, form, index, isPlain }: Origin,
): CounterpartStream | undefined {
  for (const { codec, port: defaultPort } of Object.values(MEDIUM_DEFAULTS)) {
    const format = stream.formats.find(({ encodingName }) => encodingName.toUpperCase() === codec);
    if (format === undefined || isEncrypted(stream.profile)) continue;
    const host = stream.connection?.address ?? THIS_HOST;
    const to = { host, port: stream.port === 0 ? defaultPort : stream.port };
    const isFile = !/^https?:/i.test(from);
    const isConfigured = isFile && isPlain && format.formatParameters['configuration'] !== undefined;
    return {
      codec,
      to,
      ...rtcpPlaces(stream, to),
      payloadType: format.payloadType,
      clockRate: format.clockRate,
      ...(form === 'sdp' ? { sdp: from } : { caps: from }),
      ...(isConfigured && { configuration: form === 'sdp' ? { form, path: from, index } : { form, path: from } }),
    };
  }
  return undefined;
}

/** Who writes caps hears reports two ports up, as the original's senders do. */
function rtcpPlaces(
  { port, rtcp, rtcpMux }: StreamDescription,
  to: CounterpartStream['to'],
): Pick<CounterpartStream, 'rtcpTo' | 'rtcpBack'> {
  if (port === 0) return { rtcpBack: { host: THIS_HOST, port: to.port + 2 } };
  if (rtcpMux) return { rtcpTo: to };
  return rtcp === undefined ? {} : { rtcpTo: { host: rtcp.address ?? to.host, port: rtcp.port } };
}

function isEncrypted(profile: string): boolean {
  return profile.includes('SAVP');
}

function eventOf(stream: StreamDescription): JsonEvent {
  const { mediaType, profile, direction, connection, port, formats } = stream;
  const [first] = formats;
  return {
    event: 'stream',
    mediaType,
    profile,
    direction,
    host: connection?.address ?? null,
    port,
    payloadType: first?.payloadType ?? null,
    codec: first?.encodingName ?? null,
    clockRate: first?.clockRate ?? null,
  };
}
