/** `rtpkit recv`: picture and sound from the network, in step, into a window or a file. */

import { createContainer } from '../../node/index.js';
import type { AccessUnit, ChildCommand, MediaSink, VorbisPacket } from '../../node/index.js';
import { printCommands } from '../announcements/dry-run.js';
import { announceReceiving } from '../announcements/ready-lines.js';
import { BACKEND_OPTIONS } from '../arguments/backend-options.js';
import { defaultAudioOutput } from '../arguments/default-device.js';
import { MEDIUM_DEFAULTS } from '../arguments/medium.js';
import { parseOutputOfBoth } from '../arguments/output-argument.js';
import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
import type { Console } from '../console.js';
import { audioOutput, videoOutput } from '../receiving/media-output.js';
import { closing, finishPlaybacks, playInto } from '../receiving/playback.js';
import { openReception, readReceptionPlace, receptionOptions, receptionPositional } from '../receiving/reception.js';
import { watchReceiver } from '../watch/receiver-watch.js';

export const recv: Command = {
  name: 'recv',
  summary: 'receive picture and sound in step',
  positionals: [receptionPositional(`:${MEDIUM_DEFAULTS.video.port}, sound + 1000`)],
  options: [
    { name: 'out', value: 'OUT', help: 'window (with sound), or FILE (.mkv .mp4)', default: 'window' },
    // Waiting for each other, both are as late as the later one: what is enough for sound alone would delay the picture, too.
    ...receptionOptions(MEDIUM_DEFAULTS.video.latencyMs),
    ...BACKEND_OPTIONS,
  ],
  examples: ['rtpkit recv', 'rtpkit recv http://192.168.1.5:8080/ --out both.mkv'],
  run,
};

interface SinksOfBoth {
  readonly video: MediaSink<AccessUnit>;
  readonly audio: MediaSink<VorbisPacket>;
}

type Target = ReturnType<typeof parseOutputOfBoth>;

async function run(args: Arguments, surroundings: Surroundings): Promise<ExitCode> {
  const { console, interruption } = surroundings;
  const target = parseOutputOfBoth(args.text('out')!);
  if (args.flag('dry-run')) return printCommands(await commandsOf(target, args));
  const place = await readReceptionPlace(args, interruption.signal);
  const video = await openReception('video', place, args, true);
  const audio = await openReception('audio', place, args, true).catch(closing(video));
  const watches = { video: watchReceiver(console, 'video', video), audio: watchReceiver(console, 'audio', audio) };
  const onKeyFrameWanted = (): void => void video.requestKeyFrame();
  const sinks = await openSinks(target, args, console, onKeyFrameWanted).catch(closing(video, audio));
  const streams = [
    { medium: 'video', receiver: video, sink: sinks.video },
    { medium: 'audio', receiver: audio, sink: sinks.audio },
  ] as const;
  announceReceiving(streams, place.host, console);
  const once = args.flag('once');
  const playbacks = [
    playInto({ receiver: video, watch: watches.video }, sinks.video, console, once),
    playInto({ receiver: audio, watch: watches.audio }, sinks.audio, console, once),
  ];
  return finishPlaybacks(playbacks, surroundings);
}

async function commandsOf(target: Target, args: Arguments): Promise<readonly ChildCommand[]> {
  if (target.kind === 'file') return [];
  const audio = audioOutput(args, await defaultAudioOutput());
  return [...videoOutput(args, target).commands(), ...audio.commands()];
}

/** In a window the picture waits for the sound, which takes longer to be heard than a picture to be seen. */
async function openSinks(
  target: Target,
  args: Arguments,
  console: Console,
  onKeyFrameWanted: () => void,
): Promise<SinksOfBoth> {
  if (target.kind === 'file') return createContainer(target.path, { video: true, audio: true });
  const audio = await audioOutput(args, await defaultAudioOutput()).open(console);
  const picture = videoOutput(args, target, audio.outputDelayMs);
  return { video: await picture.open(console, onKeyFrameWanted).catch(closing(audio)), audio };
}
