/** Which child process a source would start, for who wants to see it before, or run it by hand. */

import type { ChildCommand } from '../children/child-command.js';
import { chooseBackend } from '../backends/choose-backend.js';
import type { MediaSource } from '../media-source.js';
import { openAudioFile, openVideoFile } from './open-file-source.js';
import type { AudioInput, AudioSourceOptions, VideoInput, VideoSourceOptions } from './source-options.js';

/**
 * The command behind `openVideoSource`, which is not run.
 * @returns `undefined` where none is needed: what is H.264 already goes out as it is
 * @throws what `openVideoSource` throws before it starts anything
 */
export async function videoSourceCommand(
  input: VideoInput,
  { backend, encoding = {} }: VideoSourceOptions = {},
): Promise<ChildCommand | undefined> {
  if (input.kind === 'stream') return undefined;
  if (input.kind === 'file' && (await opens(openVideoFile(input.path)))) return undefined;
  return chooseBackend(backend).captureVideo(input, encoding);
}

/** As {@link videoSourceCommand}, of `openAudioSource`. */
export async function audioSourceCommand(
  input: AudioInput,
  { backend, encoding = {} }: AudioSourceOptions = {},
): Promise<ChildCommand | undefined> {
  if (input.kind === 'stream') return undefined;
  if (input.kind === 'file' && (await opens(openAudioFile(input.path)))) return undefined;
  return chooseBackend(backend).captureAudio(input, encoding);
}

async function opens(opening: Promise<MediaSource | undefined>): Promise<boolean> {
  const source = await opening;
  await source?.stop();
  return source !== undefined;
}
