/** The source that was typed, or that there is: opened, or told as the command of its child process. */

import { audioSourceCommand, openAudioSource, openVideoSource, videoSourceCommand } from '../../node/index.js';
import type { ChildCommand, MediaSource, VideoSourceOptions } from '../../node/index.js';
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
  const options = { encoding: videoEncodingOf(args), ...backendOf(args) };
  return mediaInput('video', input, options, { open: openVideoSource, commandOf: videoSourceCommand });
}

/** As {@link videoInput}, of sound. */
export async function audioInput(args: Arguments, text: string | undefined): Promise<MediaInput> {
  const typed = text === undefined ? undefined : parseAudioSource(text);
  const input = pipelineOf(args, text) ?? typed ?? (await defaultAudioSource());
  const options = { encoding: encoderArgsOf(args), ...backendOf(args) };
  return mediaInput('audio', input, options, { open: openAudioSource, commandOf: audioSourceCommand });
}

function pipelineOf(args: Arguments, text: string | undefined): { kind: 'pipeline'; text: string } | undefined {
  const pipeline = args.text('pipeline');
  if (pipeline === undefined) return undefined;
  if (text !== undefined) throw new UsageError(`the source is ${text}, and --pipeline says another`);
  return { kind: 'pipeline', text: pipeline };
}

interface SourceFunctions<Input, Options> {
  readonly open: (input: Input, options: Options & LifeOptions) => Promise<MediaSource>;
  readonly commandOf: (input: Input, options: Options) => Promise<ChildCommand | undefined>;
}

/** What stops a source, and what is said when it begins anew. */
type LifeOptions = Pick<VideoSourceOptions, 'signal' | 'onRestart'>;

function mediaInput<Input, Options>(
  medium: Medium,
  input: Input,
  options: Options,
  { open, commandOf }: SourceFunctions<Input, Options>,
): MediaInput {
  return {
    commands: async () => {
      const command = await commandOf(input, options);
      return command === undefined ? [] : [command];
    },
    open: (surroundings) => {
      const { console, interruption } = surroundings;
      const life = { signal: interruption.signal, onRestart: announceRestarts(medium, console) };
      return openedPatiently(medium, open(input, { ...options, ...life }), surroundings);
    },
  };
}
