/** The source of a picture that was typed, or that there is: opened, or told as the command of its child process. */

import { openVideoSource, videoSourceCommand } from '../../node/index.js';
import type { ChildCommand, MediaSource, VideoInput, VideoSourceOptions } from '../../node/index.js';
import type { Arguments, Surroundings } from '../command.js';
import { UsageError } from '../usage-error.js';
import { backendOf } from './backend-options.js';
import { defaultVideoSource } from './default-device.js';
import { openedPatiently } from './patient-opening.js';
import { announceRestarts } from './restart-announcement.js';
import { videoEncodingOf } from './send-options.js';
import { parseVideoSource } from './source-argument.js';

/**
 * @param text what was typed as the source
 * @throws UsageError when it is none, or `--pipeline` says another
 */
export async function videoInputOf(args: Arguments, text: string | undefined): Promise<VideoInput> {
  const pipeline = args.text('pipeline');
  if (pipeline === undefined) return text === undefined ? defaultVideoSource() : parseVideoSource(text);
  if (text !== undefined) throw new UsageError(`the source is ${text}, and --pipeline says another`);
  return { kind: 'pipeline', text: pipeline };
}

/** @throws UsageError for wrong options; what `openVideoSource` throws */
export function openVideoInput(input: VideoInput, args: Arguments, surroundings: Surroundings): Promise<MediaSource> {
  const { console, interruption } = surroundings;
  const onRestart = announceRestarts('video', console);
  const opening = openVideoSource(input, { ...optionsOf(args), signal: interruption.signal, onRestart });
  return openedPatiently('video', opening, surroundings);
}

/** The command of the child process, where one is needed. */
export async function videoInputCommands(input: VideoInput, args: Arguments): Promise<ChildCommand[]> {
  const command = await videoSourceCommand(input, optionsOf(args));
  return command === undefined ? [] : [command];
}

function optionsOf(args: Arguments): VideoSourceOptions {
  return { encoding: videoEncodingOf(args), ...backendOf(args) };
}
