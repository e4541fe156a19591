/** `rtpkit recv-video`: H.264 from the network into a window, a file or a pipe. */

import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
import { printCommands } from './dry-run.js';
import { MEDIUM_DEFAULTS } from './medium.js';
import { parseVideoOutput } from './output-argument.js';
import { closing, finishPlaybacks, playInto } from './playback.js';
import { announceReceiving } from './ready-lines.js';
import { openReception, readReceptionPlace, RECEPTION_POSITIONAL, receptionOptions } from './reception.js';
import { openPictureSink, pictureSinkCommands } from './receiving-sink.js';
import { announceRestarts } from './restart-announcement.js';
import { backendOf, BACKEND_OPTIONS } from './send-options.js';

export const recvVideo: Command = {
  name: 'recv-video',
  aliases: { video_receiver: [] },
  summary: 'receive a picture, and answer to whoever sends it',
  positionals: [RECEPTION_POSITIONAL],
  options: [
    { name: 'out', value: 'OUT', help: 'window, FILE (.h264 .mkv .mp4 .avi) or -', default: 'window' },
    ...receptionOptions(MEDIUM_DEFAULTS.video.latencyMs),
    ...BACKEND_OPTIONS,
  ],
  examples: ['rtpkit recv-video', 'rtpkit recv-video :5004 --out - | ffplay -'],
  run,
};

async function run(args: Arguments, surroundings: Surroundings): Promise<ExitCode> {
  const { console, interruption } = surroundings;
  const target = parseVideoOutput(args.text('out')!);
  const options = { ...backendOf(args), onRestart: announceRestarts('video', console) };
  if (args.flag('dry-run')) return printCommands(pictureSinkCommands(target, options));
  const place = await readReceptionPlace(args, interruption.signal);
  const receiver = await openReception('video', place, args);
  const sink = await openPictureSink(target, options).catch(closing(receiver));
  announceReceiving([{ medium: 'video', receiver, sink }], place.host, console);
  const playback = playInto('video', receiver, sink, console, args.flag('once'));
  return finishPlaybacks([playback], surroundings);
}
