/** `rtpkit forward`: a received picture on to where others take it from, as the original did for a virtual camera. */

import { BACKEND_OPTIONS } from '../arguments/backend-options.js';
import { MEDIUM_DEFAULTS } from '../arguments/medium.js';
import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
import { forwardOutlet, OUTLET_OPTIONS } from '../receiving/forward-outlet.js';
import { receiveStream } from '../receiving/receive-stream.js';
import { receptionOptions, receptionPositional } from '../receiving/reception.js';

export const forward: Command = {
  name: 'forward',
  aliases: { video_forwarder: [] },
  summary: 'hand a received picture on to a program, a camera or a host',
  positionals: [receptionPositional(`:${MEDIUM_DEFAULTS.video.port}`)],
  options: [...OUTLET_OPTIONS, ...receptionOptions(MEDIUM_DEFAULTS.video.latencyMs), ...BACKEND_OPTIONS],
  examples: ["rtpkit forward --exec 'mjpegtools_yuv_to_v4l /dev/video2'"],
  run,
};

function run(args: Arguments, surroundings: Surroundings): Promise<ExitCode> {
  return receiveStream('video', forwardOutlet(args), args, surroundings);
}
