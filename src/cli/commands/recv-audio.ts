/** `rtpkit recv-audio`: Vorbis from the network to loudspeakers, a file or a pipe. */

import { BACKEND_OPTIONS } from '../arguments/backend-options.js';
import { defaultAudioOutput } from '../arguments/default-device.js';
import { MEDIUM_DEFAULTS } from '../arguments/medium.js';
import { parseAudioOutput } from '../arguments/output-argument.js';
import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
import { audioOutput } from '../receiving/media-output.js';
import { receiveStream } from '../receiving/receive-stream.js';
import { receptionOptions, receptionPositional } from '../receiving/reception.js';

export const recvAudio: Command = {
  name: 'recv-audio',
  aliases: { audio_receiver: [] },
  summary: 'receive sound, to be heard or into a file',
  positionals: [receptionPositional(`:${MEDIUM_DEFAULTS.audio.port}`)],
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
