/** `rtpkit send`: picture and sound to another host, which shows them together. */

import { printCommands } from '../announcements/dry-run.js';
import { BACKEND_OPTIONS } from '../arguments/backend-options.js';
import { MEDIUM_DEFAULTS, soundPortOf } from '../arguments/medium.js';
import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
import { audioInput, videoInput } from '../sending/media-input.js';
import {
  destinationOf,
  destinationOptions,
  PICTURE_OPTIONS,
  SDP_OPTIONS,
  sendSettingsOf,
} from '../sending/send-options.js';
import { sendStreams } from '../sending/send-streams.js';

export const send: Command = {
  name: 'send',
  summary: 'send picture and sound, to be shown in step',
  positionals: [{ name: 'FILE', help: 'with both; else --video and --audio, or what is there' }],
  options: [
    { name: 'video', value: 'SOURCE', help: 'as for send-video' },
    { name: 'audio', value: 'SOURCE', help: 'as for send-audio' },
    ...destinationOptions('10000; sound + 1000'),
    ...PICTURE_OPTIONS,
    ...BACKEND_OPTIONS,
    ...SDP_OPTIONS,
  ],
  examples: ['rtpkit send --to 192.168.1.7', 'rtpkit send film.mkv --to 192.168.1.7:5004'],
  run,
};

async function run(args: Arguments, surroundings: Surroundings): Promise<ExitCode> {
  const [file] = args.positionals;
  const picture = await videoInput(args, args.text('video') ?? file);
  const sound = await audioInput(args, args.text('audio') ?? file);
  if (args.flag('dry-run')) return printCommands([...(await picture.commands()), ...(await sound.commands())]);
  const to = destinationOf(args, MEDIUM_DEFAULTS.video.port);
  const soundTo = { host: to.host, port: soundPortOf(to.port) };
  return sendStreams(
    [
      { medium: 'video', to, input: picture },
      { medium: 'audio', to: soundTo, input: sound },
    ],
    sendSettingsOf(args, to),
    surroundings,
  );
}
