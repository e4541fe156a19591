/** `rtpkit recv-audio`: Vorbis from the network to loudspeakers, a file or a pipe. */

import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
import { BACKEND_OPTIONS } from './backend-options.js';
import { defaultAudioOutput } from './default-device.js';
import { audioOutput } from './media-output.js';
import { MEDIUM_DEFAULTS } from './medium.js';
import { parseAudioOutput } from './output-argument.js';
import { receiveStream } from './receive-stream.js';
import { RECEPTION_POSITIONAL, receptionOptions } from './reception.js';

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
  const out = args.text('out');
  const target = out === undefined ? await defaultAudioOutput() : parseAudioOutput(out);
  return receiveStream('audio', audioOutput(args, target), args, surroundings);
}
