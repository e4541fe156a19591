/** `rtpkit talk`: sound both ways over one pair of ports, the softphone that a reader of the original asked for. */

import {
  addSender,
  formatHostAndPort,
  formatsOfCodec,
  openEndpoint,
  Receiver,
  RtpkitError,
  type Address,
  type Endpoint,
  type MediaSink,
  type MediaSource,
  type Sender,
  type VorbisPacket,
} from '../../node/index.js';
import { printCommands } from '../announcements/dry-run.js';
import { addressTowards, ownAddress } from '../announcements/own-address.js';
import { shellLine } from '../announcements/shell-word.js';
import { parseHost } from '../arguments/address-argument.js';
import { BACKEND_OPTIONS } from '../arguments/backend-options.js';
import { MEDIUM_DEFAULTS } from '../arguments/medium.js';
import { integerOf } from '../arguments/number-argument.js';
import { parseAudioOutput } from '../arguments/output-argument.js';
import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
import type { Console } from '../console.js';
import { isSameFile } from '../description/description-files.js';
import { audioOutput } from '../receiving/media-output.js';
import { closing, finishPlaybacks, playInto, type WatchedReceiver } from '../receiving/playback.js';
import { audioInput } from '../sending/media-input.js';
import { watchReceiver } from '../watch/receiver-watch.js';
import { watchSender } from '../watch/sender-watch.js';
import { UsageError } from '../usage-error.js';

const { codec, port: AUDIO_PORT } = MEDIUM_DEFAULTS.audio;

/** GStreamer's `latency` where nobody says otherwise: the second of `recv-audio` would be two from question to answer. */
const CONVERSATION_LATENCY_MS = 200;

export const talk: Command = {
  name: 'talk',
  summary: 'sound both ways, as by telephone: both sides type it, in any order',
  positionals: [{ name: 'HOST[:PORT]', help: `the other side; port ${AUDIO_PORT}`, required: true }],
  options: [
    { name: 'in', value: 'SOURCE', help: 'pulse[:DEVICE] alsa[:DEVICE] test FILE', default: 'pulse' },
    { name: 'out', value: 'OUT', help: 'pulse[:DEVICE] alsa[:DEVICE] FILE', default: 'pulse' },
    { name: 'port', value: 'PORT', help: 'ours, with the next one for reports', default: `${AUDIO_PORT}` },
    { name: 'latency', value: 'MS', help: 'delay that lets late packets come', default: `${CONVERSATION_LATENCY_MS}` },
    { name: 'encoder-args', value: 'WORDS', help: "of the backend's encoder, such as quality=0.6" },
    ...BACKEND_OPTIONS,
  ],
  examples: ['rtpkit talk 192.168.1.7'],
  run,
};

async function run(args: Arguments, surroundings: Surroundings): Promise<ExitCode> {
  const to = { port: AUDIO_PORT, ...parseHost('HOST', args.positionals[0]!) };
  const input = await audioInput(args, args.text('in'));
  const target = parseAudioOutput(args.text('out')!);
  if (target.kind === 'file' && isSameFile(target.path, args.text('in')!)) {
    throw new UsageError(`--out would write over ${target.path}, which --in reads`);
  }
  const output = audioOutput(args, target);
  if (args.flag('dry-run')) return printCommands([...(await input.commands()), ...output.commands()]);
  const endpoint = await openConversation(to, args);
  const receiver = new Receiver<VorbisPacket>(endpoint);
  const watch = watchReceiver(surroundings.console, 'audio', receiver);
  const sink = await output.open(surroundings.console).catch(closing(endpoint));
  const source = await input.open(surroundings).catch(closing(endpoint, sink));
  return converse({ endpoint, hearing: { receiver, watch }, source, sink }, surroundings);
}

interface Conversation {
  readonly endpoint: Endpoint;
  readonly hearing: WatchedReceiver<VorbisPacket>;
  readonly source: MediaSource;
  readonly sink: MediaSink<VorbisPacket>;
}

function openConversation(to: Address, args: Arguments): Promise<Endpoint> {
  const port = integerOf(args, 'port', 1, 65_534)!;
  const latencyMs = args.number('latency', 0, 60_000)!;
  return openEndpoint({ to, port, latencyMs, receive: formatsOfCodec({ codec }) });
}

/** Until the person, the microphone or the loudspeakers end it. */
async function converse(conversation: Conversation, surroundings: Surroundings): Promise<ExitCode> {
  const { endpoint, source, sink } = conversation;
  const { console } = surroundings;
  await announce(conversation, console);
  const { clockRate, captureDelayMs } = source;
  const sender = addSender(endpoint, { codec, clockRate, captureDelayMs });
  watchSender(console, 'said', sender);
  const hearing = playInto(conversation.hearing, sink, console, false);
  const speaking = speak(source, sender);
  speaking.catch(() => hearing.end());
  endpoint.events.once('close', () => void source.stop());
  try {
    const exitCode = await finishPlaybacks([hearing], surroundings);
    await speaking;
    return exitCode;
  } finally {
    await source.stop();
  }
}

async function speak(source: MediaSource, sender: Sender): Promise<void> {
  try {
    for await (const frame of source.frames) await sender.send(frame);
  } catch (error) {
    // What was on its way when the endpoint closed.
    if (!(error instanceof RtpkitError && error.code === 'ERR_RTPKIT_CLOSED')) throw error;
  }
}

/** Says what goes where, and what the other side types. */
async function announce({ endpoint, source, sink }: Conversation, console: Console): Promise<void> {
  const { ports, remote } = endpoint;
  const to = formatHostAndPort(remote!);
  console.say(`said: ${source.name}, to ${to}\naudio: port ${ports.rtp}, to ${sink.name}`);
  console.tell({ event: 'sending', stream: 'said', source: source.name, to, reportsPort: ports.rtcp });
  console.tell({ event: 'receiving', stream: 'audio', sink: sink.name, port: ports.rtp, reportsPort: ports.rtcp });
  const host = (await addressTowards(remote!.host)) ?? ownAddress();
  const us = ports.rtp === AUDIO_PORT ? host : formatHostAndPort({ host, port: ports.rtp });
  const theirPort = remote!.port === AUDIO_PORT ? [] : ['--port', `${remote!.port}`];
  console.say(`the other side types\n  ${shellLine(['rtpkit', 'talk', us, ...theirPort])}`);
}
