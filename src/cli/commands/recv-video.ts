/** `rtpkit recv-video`: H.264 from the network into a window, a file or a pipe. */

import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
import { finishPlaybacks, playInto } from './playback.js';
import { openReception, readReceptionPlace, RECEPTION_POSITIONAL, receptionOptions } from './reception.js';
import { announceReceiving } from './ready-lines.js';

export const recvVideo: Command = {
  name: 'recv-video',
  aliases: { video_receiver: [] },
  summary: 'receive a picture',
  positionals: [RECEPTION_POSITIONAL],
  options: [
    ...receptionOptions(400),
    { name: 'out', value: 'OUT', help: 'window, FILE (.h264 .mkv .mp4 .avi) or -', default: 'window' },
    { name: 'once', help: 'end when the sender has ended' },
  ],
  run,
};

async function run(args: Arguments, surroundings: Surroundings): Promise<ExitCode> {
  const { interruption, console } = surroundings;
  const place = await readReceptionPlace(args, interruption.signal);
  const receiver = await openReception('video', place, args);
  const { createWriteStream } = await import('node:fs');
  const file = args.text('out') === '-' ? process.stdout : createWriteStream(args.text('out')!);
  const sink = {
    name: 'file',
    outputDelayMs: 0,
    framesDropped: 0,
    write: ({ frame }: any) => void file.write(frame.toAnnexB()),
    close: async () => void file.end(),
  };
  announceReceiving([{ medium: 'video', receiver, sink }], place.listening?.host, console);
  return finishPlaybacks([playInto('video', receiver, sink, surroundings, args.flag('once'))], surroundings);
}
