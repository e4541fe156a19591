/** A capture in words: which streams of RTP are in it, how they arrived, and how to receive one like them. */

import { formatHostAndPort, type CaptureSurvey, type SurveyedSource, type SurveyedStream } from '../../node/index.js';
import { receivingCounterparts, sendingCounterparts, type CounterpartStream } from '../announcements/counterparts.js';
import type { JsonEvent } from '../json-event.js';
import { ssrcText } from '../watch/ssrc-text.js';
import { counterpartEvents, counterpartLines, type Explanation } from './explanation.js';

/** @param path of the capture, for the words */
export function describeCapture(path: string, survey: CaptureSurvey): Explanation {
  const { datagrams, rtcpDatagrams, strayDatagrams, streams } = survey;
  const parts = streams.map((stream) =>
    describeStream(
      stream,
      survey.sources.find(({ ssrc }) => ssrc === stream.ssrc),
    ),
  );
  const counts = `${datagrams} datagrams, ${rtcpDatagrams} of them RTCP, ${strayDatagrams} of no stream`;
  const found = streams.length === 0 ? 'no stream of RTP' : `${streams.length} of RTP`;
  return {
    lines: [`${path}: capture of ${counts}: ${found}`, ...parts.flatMap(({ lines }) => lines)],
    events: parts.flatMap(({ events }) => events),
    streams: streams.length,
  };
}

function describeStream(
  stream: SurveyedStream,
  source: SurveyedSource | undefined,
): Pick<Explanation, 'lines' | 'events'> {
  const counterpart = counterpartOf(stream, source);
  const receiving = counterpart === undefined ? [] : receivingCounterparts(counterpart);
  const sending = counterpart === undefined ? [] : sendingCounterparts(counterpart);
  return {
    lines: [
      `${ssrcText(stream.ssrc)}: ${contentWords(stream)}`,
      `  from ${formatHostAndPort(stream.from)} to ${formatHostAndPort(stream.to)}, ${arrivalWords(stream)}`,
      `  ${reportWords(source)}`,
      ...counterpartLines('receive such a stream with one of', receiving),
      ...counterpartLines('send such a stream with one of', sending),
    ],
    events: [
      eventOf(stream, source),
      ...counterpartEvents('receive', receiving),
      ...counterpartEvents('send', sending),
    ],
  };
}

function contentWords({ codec, payloadTypes, clockRate, framesPerSecond, picture }: SurveyedStream): string {
  return [
    codec ?? 'a codec that is not known',
    `payload type ${payloadTypes.join(', ')}`,
    ...(clockRate === undefined ? [] : [`${clockRate} Hz`]),
    ...(picture === undefined ? [] : [`${picture.width}x${picture.height}`]),
    ...(framesPerSecond === undefined ? [] : [`${framesPerSecond.toFixed(1)} timestamps/s`]),
  ].join(', ');
}

function arrivalWords({ packets, packetsLost, octets, durationMs }: SurveyedStream): string {
  const seconds = durationMs / 1000;
  const rate = durationMs === 0 ? '' : `, ${((8 * octets) / durationMs).toFixed(0)} kbit/s`;
  return `${packets} packets in ${seconds.toFixed(1)} s${rate}, ${packetsLost} lost`;
}

function reportWords(source: SurveyedSource | undefined): string {
  if (source === undefined) return 'no RTCP about it';
  const { cname, senderReports, reportsAboutIt, saidGoodbye } = source;
  return [
    `RTCP: ${senderReports} sender reports, ${reportsAboutIt} report blocks about it`,
    ...(cname === undefined ? [] : [`CNAME ${cname}`]),
    ...(saidGoodbye ? ['said goodbye'] : []),
  ].join(', ');
}

/** Where both may be, as in a capture of a live stream: `undefined` for codecs that rtpkit does not speak. */
function counterpartOf(
  { codec, to, payloadTypes, clockRate }: SurveyedStream,
  source: SurveyedSource | undefined,
): CounterpartStream | undefined {
  if (codec !== 'H264' && codec !== 'VORBIS') return undefined;
  const payloadType = payloadTypes.at(-1);
  return {
    codec,
    to,
    ...(source?.reportsTo !== undefined && { rtcpTo: source.reportsTo }),
    ...(source?.answersTo !== undefined && { rtcpBack: source.answersTo }),
    ...(payloadType !== undefined && { payloadType }),
    ...(clockRate !== undefined && { clockRate }),
  };
}

function eventOf(stream: SurveyedStream, source: SurveyedSource | undefined): JsonEvent {
  const { ssrc, codec, clockRate, from, to, packets, packetsLost, octets, durationMs, framesPerSecond } = stream;
  return {
    event: 'stream',
    ssrc,
    codec: codec ?? null,
    clockRate: clockRate ?? null,
    payloadType: stream.payloadTypes.at(-1) ?? null,
    from: formatHostAndPort(from),
    to: formatHostAndPort(to),
    packets,
    packetsLost,
    octets,
    durationMs,
    framesPerSecond: framesPerSecond ?? null,
    cname: source?.cname ?? null,
    senderReports: source?.senderReports ?? 0,
    reportsAboutIt: source?.reportsAboutIt ?? 0,
  };
}
