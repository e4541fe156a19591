/** `rtpkit send-video`: a camera, the screen, a test picture or a file, as H.264 to another host. */

import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
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
  PICTURE_OPTIONS,
  SDP_OPTIONS,
  sendSettingsOf,
} from './send-options.js';
import { sendStreams } from './sending.js';
import { openVideoInput, videoInputCommands, videoInputOf } from './video-input.js';

export const sendVideo: Command = {
  name: 'send-video',
  aliases: { video_streamer: ['dv', '--to'] },
  summary: 'send H.264 from a camera, the screen or a file',
  positionals: [
    {
      name: 'SOURCE',
      help: 'dv[:GUID] v4l2[:DEVICE] test screen[:DISPLAY] FILE -; default the first camera, else test',
    },
  ],
  options: [
    ...destinationOptions('10000'),
    ...PICTURE_OPTIONS,
    ...ENCODER_OPTIONS,
    ...BACKEND_OPTIONS,
    PAYLOAD_TYPE_OPTION,
    ...SDP_OPTIONS,
    CAPS_OPTION,
  ],
  run,
};

async function run(args: Arguments, surroundings: Surroundings): Promise<ExitCode> {
  const input = await videoInputOf(args, args.positionals[0]);
  if (args.flag('dry-run')) return printCommands(await videoInputCommands(input, args));
  const to = destinationOf(args, MEDIUM_DEFAULTS.video.port);
  const stream = { to, ...payloadTypeOf(args), openSource: () => openVideoInput(input, args, surroundings) };
  return sendStreams([{ medium: 'video', ...stream }], sendSettingsOf(args, to), surroundings);
}
