/** `rtpkit recv-video`: H.264 from the network into a window, a file or a pipe. */

import { BACKEND_OPTIONS } from '../arguments/backend-options.js';
import { MEDIUM_DEFAULTS } from '../arguments/medium.js';
import { parseVideoOutput } from '../arguments/output-argument.js';
import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
import { videoOutput } from '../receiving/media-output.js';
import { receiveStream } from '../receiving/receive-stream.js';
import { receptionOptions, receptionPositional } from '../receiving/reception.js';

export const recvVideo: Command = {
  name: 'recv-video',
  aliases: { video_receiver: [] },
  summary: 'receive a picture, into a window or a file',
  positionals: [receptionPositional(`:${MEDIUM_DEFAULTS.video.port}`)],
  options: [
    { name: 'out', value: 'OUT', help: 'window, FILE (.h264 .mkv .mp4 .avi) or -', default: 'window' },
    ...receptionOptions(MEDIUM_DEFAULTS.video.latencyMs),
    ...BACKEND_OPTIONS,
  ],
  examples: ['rtpkit recv-video', 'rtpkit recv-video :5004 --out - | ffplay -'],
  run,
};

async function run(args: Arguments, surroundings: Surroundings): Promise<ExitCode> {
  const target = parseVideoOutput(args.text('out')!);
  return receiveStream('video', videoOutput(args, target), args, surroundings);
}
