/** `rtpkit recv-audio`: Vorbis from the network to loudspeakers, a file or a pipe. */

import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
import { defaultAudioOutput } from './default-device.js';
import { printCommands } from './dry-run.js';
import { MEDIUM_DEFAULTS } from './medium.js';
import { parseAudioOutput } from './output-argument.js';
import { closing, finishPlaybacks, playInto } from './playback.js';
import { announceReceiving } from './ready-lines.js';
import { openReception, readReceptionPlace, RECEPTION_POSITIONAL, receptionOptions } from './reception.js';
import { openSoundSink, soundSinkCommands } from './receiving-sink.js';
import { announceRestarts } from './restart-announcement.js';
import { backendOf, BACKEND_OPTIONS } from './send-options.js';

export const recvAudio: Command = {
  name: 'recv-audio',
  aliases: { audio_receiver: [] },
  summary: 'receive sound, and answer to whoever sends it',
  positionals: [RECEPTION_POSITIONAL],
  options: [
    { name: 'out', value: 'OUT', help: 'pulse[:DEVICE] (default), alsa[:DEVICE], FILE (.ogg .mka .wav) or -' },
    ...receptionOptions(MEDIUM_DEFAULTS.audio.latencyMs),
    ...BACKEND_OPTIONS,
  ],
  examples: ['rtpkit recv-audio', 'rtpkit recv-audio :5006 --out song.ogg --once'],
  run,
};

async function run(args: Arguments, surroundings: Surroundings): Promise<ExitCode> {
  const { console, interruption } = surroundings;
  const out = args.text('out');
  const target = out === undefined ? await defaultAudioOutput() : parseAudioOutput(out);
  const options = { ...backendOf(args), onRestart: announceRestarts('audio', console) };
  if (args.flag('dry-run')) return printCommands(soundSinkCommands(target, options));
  const place = await readReceptionPlace(args, interruption.signal);
  const receiver = await openReception('audio', place, args);
  const sink = await openSoundSink(target, options).catch(closing(receiver));
  announceReceiving([{ medium: 'audio', receiver, sink }], place.host, console);
  const playback = playInto('audio', receiver, sink, console, args.flag('once'));
  return finishPlaybacks([playback], surroundings);
}
