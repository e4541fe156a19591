/** The source that was typed, or that there is: opened, or told as the command of its child process. */

import { audioSourceCommand, openAudioSource, openVideoSource, videoSourceCommand } from '../../node/index.js';
import type { AudioSourceOptions, ChildCommand, MediaSource, VideoSourceOptions } from '../../node/index.js';
import { announceRestarts } from '../announcements/restart-announcement.js';
import { backendOf } from '../arguments/backend-options.js';
import { defaultAudioSource, defaultVideoSource } from '../arguments/default-device.js';
import type { Medium } from '../arguments/medium.js';
import { parseAudioSource, parseVideoSource } from '../arguments/source-argument.js';
import type { Arguments, Surroundings } from '../command.js';
import { UsageError } from '../usage-error.js';
import { openedPatiently } from './patient-opening.js';
import { encoderArgsOf, videoEncodingOf } from './send-options.js';

export interface MediaInput {
  /** That of the child process, where one is needed. */
  commands(): Promise<readonly ChildCommand[]>;
  /** @throws what `openVideoSource` and `openAudioSource` throw */
  open(surroundings: Surroundings): Promise<MediaSource>;
}

/**
 * @param text what was typed as the source
 * @throws UsageError when it is none, `--pipeline` says another, or options are wrong
 */
export async function videoInput(args: Arguments, text: string | undefined): Promise<MediaInput> {
  const typed = text === undefined ? undefined : parseVideoSource(text);
  const input = pipelineOf(args, text) ?? typed ?? (await defaultVideoSource());
  const options: VideoSourceOptions = { encoding: videoEncodingOf(args), ...backendOf(args) };
  return {
    commands: async () => listOf(await videoSourceCommand(input, options)),
    open: (surroundings) => {
      const opening = openVideoSource(input, { ...options, ...lifeOf('video', surroundings) });
      return openedPatiently('video', opening, surroundings);
    },
  };
}

/** As {@link videoInput}, of sound. */
export async function audioInput(args: Arguments, text: string | undefined): Promise<MediaInput> {
  const typed = text === undefined ? undefined : parseAudioSource(text);
  const input = pipelineOf(args, text) ?? typed ?? (await defaultAudioSource());
  const options: AudioSourceOptions = { encoding: encoderArgsOf(args), ...backendOf(args) };
  return {
    commands: async () => listOf(await audioSourceCommand(input, options)),
    open: (surroundings) => {
      const opening = openAudioSource(input, { ...options, ...lifeOf('audio', surroundings) });
      return openedPatiently('audio', opening, surroundings);
    },
  };
}

function pipelineOf(args: Arguments, text: string | undefined): { kind: 'pipeline'; text: string } | undefined {
  const pipeline = args.text('pipeline');
  if (pipeline === undefined) return undefined;
  if (text !== undefined) throw new UsageError(`the source is ${text}, and --pipeline says another`);
  return { kind: 'pipeline', text: pipeline };
}

function listOf(command: ChildCommand | undefined): readonly ChildCommand[] {
  return command === undefined ? [] : [command];
}

/** What stops it, and what is said when it begins anew. */
function lifeOf(
  medium: Medium,
  { console, interruption: { signal } }: Surroundings,
): Required<Pick<VideoSourceOptions, 'signal' | 'onRestart'>> {
  return { signal, onRestart: announceRestarts(medium, console) };
}
