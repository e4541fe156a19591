/** The source of a picture that was typed, or that there is: opened, or told as the command of its child process. */

import { readAccessUnits, atFrameRate, atLivePace, readChildOutput } from '../../node/index.js';
import type { ChildCommand, MediaSource, VideoDevice } from '../../node/index.js';
import { captureVideo } from '../../node/backends/gstreamer/capture-video.js';
import type { Arguments, Surroundings } from '../command.js';
import { UsageError } from '../usage-error.js';
import { defaultVideoDevice } from './default-device.js';
import { videoEncodingOf } from './send-options.js';
import { parseVideoSource, type StandardInput } from './source-argument.js';

export type VideoInput = VideoDevice | StandardInput;

export function videoInputOf(args: Arguments, text: string | undefined): VideoInput {
  const pipeline = args.text('pipeline');
  if (pipeline === undefined) return text === undefined ? defaultVideoDevice() : parseVideoSource(text);
  if (text !== undefined) throw new UsageError(`the source is ${text}, and --pipeline says another`);
  return { kind: 'pipeline', text: pipeline };
}

export async function openVideoInput(input: VideoInput, args: Arguments, _: Surroundings): Promise<MediaSource> {
  const common = {
    codec: 'H264',
    clockRate: 90_000,
    captureDelayMs: 0,
    name: input.kind,
    stop: async () => {},
  } as const;
  if (input.kind === 'file')
    return { ...common, frames: atLivePace(atFrameRate(readAccessUnits(input.path), 30), 90_000) };
  if (input.kind === 'stdin') return { ...common, frames: readAccessUnits(process.stdin) };
  return {
    ...common,
    frames: readAccessUnits(readChildOutput(captureVideo(input, videoEncodingOf(args))), { unitPerWrite: true }),
  };
}

export function videoInputCommands(input: VideoInput, args: Arguments): ChildCommand[] {
  return input.kind === 'stdin' ? [] : [captureVideo(input, videoEncodingOf(args))];
}
