/** `rtpkit send-video`: a camera, the screen, a test picture or a file, as H.264 to another host. */

import { BACKEND_OPTIONS } from '../arguments/backend-options.js';
import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
import { videoInput } from '../sending/media-input.js';
import {
  CAPS_OPTION,
  destinationOptions,
  encoderOptions,
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
      help: 'v4l2[:DEVICE] (a webcam) dv[:GUID] screen[:DISPLAY] test FILE -; default the first webcam, else test',
    },
  ],
  options: [
    ...destinationOptions('10000'),
    ...PICTURE_OPTIONS,
    ...encoderOptions({ words: 'bitrate=4000', source: 'videotestsrc pattern=ball' }),
    ...BACKEND_OPTIONS,
    PAYLOAD_TYPE_OPTION,
    ...SDP_OPTIONS,
    CAPS_OPTION,
  ],
  examples: ['rtpkit send-video v4l2:/dev/video0 --to 192.168.1.7'],
  run,
};

async function run(args: Arguments, surroundings: Surroundings): Promise<ExitCode> {
  return sendStream('video', await videoInput(args, args.positionals[0]), args, surroundings);
}
