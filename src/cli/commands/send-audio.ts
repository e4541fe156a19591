/** `rtpkit send-audio`: a sound card, a sound server, a test tone or a file, as Vorbis to another host. */

import { BACKEND_OPTIONS } from '../arguments/backend-options.js';
import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
import { audioInput } from '../sending/media-input.js';
import {
  CAPS_OPTION,
  destinationOptions,
  encoderOptions,
  PAYLOAD_TYPE_OPTION,
  SDP_OPTIONS,
} from '../sending/send-options.js';
import { sendStream } from '../sending/send-stream.js';

export const sendAudio: Command = {
  name: 'send-audio',
  aliases: { audio_streamer: ['alsa:plughw:1,0', '--to'] },
  summary: 'send Vorbis from a microphone or a file',
  positionals: [
    { name: 'SOURCE', help: 'alsa[:DEVICE] pulse[:DEVICE] test FILE -; default what there is of pulse, alsa, test' },
  ],
  options: [
    ...destinationOptions('11000'),
    ...encoderOptions({ words: 'quality=0.6', source: 'audiotestsrc wave=ticks' }),
    ...BACKEND_OPTIONS,
    PAYLOAD_TYPE_OPTION,
    ...SDP_OPTIONS,
    CAPS_OPTION,
  ],
  examples: ['rtpkit send-audio alsa:plughw:1,0 --to 192.168.1.7'],
  run,
};

async function run(args: Arguments, surroundings: Surroundings): Promise<ExitCode> {
  return sendStream('audio', await audioInput(args, args.positionals[0]), args, surroundings);
}
