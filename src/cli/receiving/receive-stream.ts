/** One stream from the network into one output, from what was typed to the exit code. */

import type { FrameOf } from '../../node/index.js';
import { printCommands } from '../announcements/dry-run.js';
import { announceReceiving } from '../announcements/ready-lines.js';
import type { CodecOf, Medium } from '../arguments/medium.js';
import type { Arguments, ExitCode, Surroundings } from '../command.js';
import { watchReceiver } from '../watch/receiver-watch.js';
import type { MediaOutput } from './media-output.js';
import { closing, finishPlaybacks, playInto } from './playback.js';
import { openReception, readReceptionPlace } from './reception.js';

/** @throws what opening either of them throws */
export async function receiveStream<const Media extends Medium>(
  medium: Media,
  output: MediaOutput<FrameOf<CodecOf<Media>>>,
  args: Arguments,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { console, interruption } = surroundings;
  if (args.flag('dry-run')) return printCommands(output.commands());
  const place = await readReceptionPlace(args, interruption.signal);
  const receiver = await openReception(medium, place, args);
  const watch = watchReceiver(console, medium, receiver);
  const sink = await output.open(console, () => void receiver.requestKeyFrame()).catch(closing(receiver));
  announceReceiving([{ medium, receiver, sink }], place.host, console);
  return finishPlaybacks([playInto({ receiver, watch }, sink, console, args.flag('once'))], surroundings);
}
