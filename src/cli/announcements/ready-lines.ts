/** What a command says once it is ready: what goes where, and what to type at the other end. */

import {
  formatHostAndPort,
  isMulticast,
  type Endpoint,
  type MediaFrame,
  type MediaSink,
  type MediaSource,
  type Receiver,
  type Sender,
} from '../../node/index.js';
import { MEDIUM_DEFAULTS, SOUND_PORT_DISTANCE, type Medium } from '../arguments/medium.js';
import type { Console } from '../console.js';
import type { DescriptionPlaces } from '../description/published-description.js';
import {
  receivingCounterparts,
  sendingCounterparts,
  type Counterpart,
  type CounterpartStream,
} from './counterparts.js';
import { addressTowards, ownAddress } from './own-address.js';
import { shellLine } from './shell-word.js';

export interface SendingStream {
  readonly medium: Medium;
  readonly source: Pick<MediaSource, 'name'>;
  readonly sender: Sender;
}

/** Says where each stream goes, and the lines that receive it there. */
export async function announceSending(
  streams: readonly SendingStream[],
  { sdp, caps, servePort }: DescriptionPlaces,
  console: Console,
): Promise<void> {
  const own = (await addressTowards(streams[0]!.sender.endpoint.remote!.host)) ?? ownAddress();
  const served = servePort === undefined ? undefined : `http://${formatHostAndPort({ host: own, port: servePort })}/`;
  const description = served ?? sdp;
  for (const { medium, source, sender } of streams) {
    const { remote, ports } = sender.endpoint;
    const to = formatHostAndPort(remote!);
    console.say(`${medium}: ${source.name}, to ${to}; reports come back to port ${ports.rtcp}`);
    console.tell({ event: 'sending', stream: medium, source: source.name, to, reportsPort: ports.rtcp });
  }
  const described = [served, sdp, caps].filter((place) => place !== undefined);
  if (described.length > 0) console.say(`described in ${described.join(', ')}`);
  const lines = streams.flatMap((stream) => receivingCounterparts(sentStream(stream, own, description)));
  const port = portOfBoth(streams.map(({ sender }) => sender.endpoint.remote!.port));
  const both = port === undefined ? undefined : ['recv', description ?? `:${port}`];
  sayLines('receive it there with one of', atOnce(both, lines), console);
}

export interface ReceivingStream {
  readonly medium: Medium;
  readonly receiver: Receiver<MediaFrame>;
  readonly sink: Pick<MediaSink, 'name'>;
}

/**
 * Says where each stream is awaited, and the lines that send to there.
 * @param listeningHost as it was typed: a group, or an address of ours
 */
export function announceReceiving(
  streams: readonly ReceivingStream[],
  listeningHost: string | undefined,
  console: Console,
): void {
  const host = listeningHost ?? ownAddress();
  for (const { medium, receiver, sink } of streams) {
    const { rtp, rtcp } = receiver.endpoint.ports;
    console.say(`${medium}: port ${rtp}, reports on port ${rtcp}, to ${sink.name}`);
    console.tell({ event: 'receiving', stream: medium, sink: sink.name, port: rtp, reportsPort: rtcp });
  }
  const lines = streams.flatMap(({ medium, receiver }) =>
    sendingCounterparts(awaitedStream(medium, receiver.endpoint, host)),
  );
  const port = portOfBoth(streams.map(({ receiver }) => receiver.endpoint.ports.rtp));
  const both = port === undefined ? undefined : ['send', '--to', formatHostAndPort({ host, port })];
  sayLines('send to it with one of', atOnce(both, lines), console);
}

function sentStream({ medium, sender }: SendingStream, own: string, sdp: string | undefined): CounterpartStream {
  const { endpoint, stream } = sender;
  const to = endpoint.remote!;
  return {
    codec: MEDIUM_DEFAULTS[medium].codec,
    to,
    ...(endpoint.rtcp.mux === true && { rtcpTo: to }),
    rtcpBack: { host: isMulticast(to.host) ? to.host : own, port: endpoint.ports.rtcp },
    payloadType: stream.payloadType,
    clockRate: stream.clockRate,
    ...(sdp !== undefined && { sdp }),
  };
}

function awaitedStream(medium: Medium, { ports, rtcp }: Endpoint, host: string): CounterpartStream {
  const to = { host, port: ports.rtp };
  return {
    codec: MEDIUM_DEFAULTS[medium].codec,
    to,
    ...(rtcp.mux === true && { rtcpTo: to }),
    ...(rtcp.layout === 'original' && { rtcpBack: { host, port: ports.rtp + 2 } }),
  };
}

/** The port of the picture, where that of the sound is the one that commands for both take with it. */
function portOfBoth([port, soundPort]: readonly number[]): number | undefined {
  return port !== undefined && soundPort === port + SOUND_PORT_DISTANCE ? port : undefined;
}

/** One line of rtpkit instead of one for each stream, where there is one for both. */
function atOnce(both: readonly string[] | undefined, lines: readonly Counterpart[]): readonly Counterpart[] {
  if (both === undefined) return lines;
  return [
    { program: 'rtpkit', line: shellLine(['rtpkit', ...both]) },
    ...lines.filter(({ program }) => program !== 'rtpkit'),
  ];
}

function sayLines(heading: string, lines: readonly Counterpart[], console: Console): void {
  // One description may stand for both streams.
  const distinct = new Set(lines.map(({ line }) => `  ${line}`));
  console.say([heading, ...distinct].join('\n'));
}
