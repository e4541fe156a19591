/** The source of sound that was typed, or that there is: opened, or told as the command of its child process. */

import { audioSourceCommand, openAudioSource } from '../../node/index.js';
import type { AudioInput, AudioSourceOptions, ChildCommand, MediaSource } from '../../node/index.js';
import type { Arguments, Surroundings } from '../command.js';
import { UsageError } from '../usage-error.js';
import { backendOf } from './backend-options.js';
import { defaultAudioSource } from './default-device.js';
import { openedPatiently } from './patient-opening.js';
import { announceRestarts } from './restart-announcement.js';
import { encoderArgsOf } from './send-options.js';
import { parseAudioSource } from './source-argument.js';

/**
 * @param text what was typed as the source
 * @throws UsageError when it is none, or `--pipeline` says another
 */
export async function audioInputOf(args: Arguments, text: string | undefined): Promise<AudioInput> {
  const pipeline = args.text('pipeline');
  if (pipeline === undefined) return text === undefined ? defaultAudioSource() : parseAudioSource(text);
  if (text !== undefined) throw new UsageError(`the source is ${text}, and --pipeline says another`);
  return { kind: 'pipeline', text: pipeline };
}

/** @throws UsageError for wrong options; what `openAudioSource` throws */
export function openAudioInput(input: AudioInput, args: Arguments, surroundings: Surroundings): Promise<MediaSource> {
  const { console, interruption } = surroundings;
  const onRestart = announceRestarts('audio', console);
  const opening = openAudioSource(input, { ...optionsOf(args), signal: interruption.signal, onRestart });
  return openedPatiently('audio', opening, surroundings);
}

/** The command of the child process, where one is needed. */
export async function audioInputCommands(input: AudioInput, args: Arguments): Promise<ChildCommand[]> {
  const command = await audioSourceCommand(input, optionsOf(args));
  return command === undefined ? [] : [command];
}

function optionsOf(args: Arguments): AudioSourceOptions {
  return { encoding: encoderArgsOf(args), ...backendOf(args) };
}
