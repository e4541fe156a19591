/** `rtpkit forward`: a received picture on to where others take it from, as the original did for a virtual camera. */

import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
import { printCommands } from './dry-run.js';
import { openOutlet, outletCommands, OUTLET_OPTIONS } from './forward-outlet.js';
import { MEDIUM_DEFAULTS } from './medium.js';
import { closing, finishPlaybacks, playInto } from './playback.js';
import { announceReceiving } from './ready-lines.js';
import { openReception, readReceptionPlace, RECEPTION_POSITIONAL, receptionOptions } from './reception.js';
import { BACKEND_OPTIONS } from './send-options.js';

export const forward: Command = {
  name: 'forward',
  aliases: { video_forwarder: [] },
  summary: 'forward a received picture: raw to a program or a camera, or to a host',
  positionals: [RECEPTION_POSITIONAL],
  options: [...OUTLET_OPTIONS, ...receptionOptions(MEDIUM_DEFAULTS.video.latencyMs), ...BACKEND_OPTIONS],
  examples: ["rtpkit forward --exec 'mjpegtools_yuv_to_v4l /dev/video2'"],
  run,
};

async function run(args: Arguments, surroundings: Surroundings): Promise<ExitCode> {
  const { console, interruption } = surroundings;
  if (args.flag('dry-run')) return printCommands(outletCommands(args));
  const outlet = await openOutlet(args, console);
  const place = await readReceptionPlace(args, interruption.signal).catch(closing(outlet));
  const receiver = await openReception('video', place, args).catch(closing(outlet));
  announceReceiving([{ medium: 'video', receiver, sink: outlet }], place.host, console);
  return finishPlaybacks([playInto('video', receiver, outlet, console, args.flag('once'))], surroundings);
}
