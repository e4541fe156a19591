/** `rtpkit send-audio`: a sound card, a sound server, a test tone or a file, as Vorbis to another host. */

import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
import { audioInputCommands, audioInputOf, openAudioInput } from './audio-input.js';
import { BACKEND_OPTIONS } from './backend-options.js';
import { printCommands } from './dry-run.js';
import { MEDIUM_DEFAULTS } from './medium.js';
import {
  CAPS_OPTION,
  destinationOf,
  destinationOptions,
  ENCODER_OPTIONS,
  PAYLOAD_TYPE_OPTION,
  payloadTypeOf,
  SDP_OPTIONS,
  sendSettingsOf,
} from './send-options.js';
import { sendStreams } from './sending.js';

export const sendAudio: Command = {
  name: 'send-audio',
  aliases: { audio_streamer: ['alsa:plughw:1,0', '--to'] },
  summary: 'send Vorbis from a microphone or a file',
  positionals: [
    { name: 'SOURCE', help: 'alsa[:DEVICE] pulse[:DEVICE] test FILE -; default what there is of pulse, alsa, test' },
  ],
  options: [
    ...destinationOptions('11000'),
    ...ENCODER_OPTIONS,
    ...BACKEND_OPTIONS,
    PAYLOAD_TYPE_OPTION,
    ...SDP_OPTIONS,
    CAPS_OPTION,
  ],
  examples: ['rtpkit send-audio alsa:plughw:1,0 --to 192.168.1.7'],
  run,
};

async function run(args: Arguments, surroundings: Surroundings): Promise<ExitCode> {
  const input = await audioInputOf(args, args.positionals[0]);
  if (args.flag('dry-run')) return printCommands(await audioInputCommands(input, args));
  const to = destinationOf(args, MEDIUM_DEFAULTS.audio.port);
  const stream = { to, ...payloadTypeOf(args), openSource: () => openAudioInput(input, args, surroundings) };
  return sendStreams([{ medium: 'audio', ...stream }], sendSettingsOf(args, to), surroundings);
}
