/** `rtpkit send-video`: a camera, the screen, a test picture or a file, as H.264 to another host. */

import { BACKEND_OPTIONS } from '../arguments/backend-options.js';
import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
import { videoInput } from '../sending/media-input.js';
import {
  CAPS_OPTION,
  destinationOptions,
  ENCODER_OPTIONS,
  PAYLOAD_TYPE_OPTION,
  PICTURE_OPTIONS,
  SDP_OPTIONS,
} from '../sending/send-options.js';
import { sendStream } from '../sending/send-stream.js';

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
  return sendStream('video', await videoInput(args, args.positionals[0]), args, surroundings);
}
