/** FFmpeg as a command to run: words of its own, and how it takes the names of files. */

import { resolve } from 'node:path';
import type { ChildCommand } from '../../children/child-command.js';
import { ffmpegGist } from './ffmpeg-gist.js';

export const FFMPEG = 'ffmpeg';

export const FFMPEG_INSTALL_HINT = 'sudo apt-get install ffmpeg';

/** For what tells its format at once: FFmpeg would look at it for 5 s, to find out more. */
export const WITHOUT_PROBING: readonly string[] = ['-probesize', '32', '-analyzeduration', '0'];

/** Reads no keys, and says nothing on stderr but complaints. */
export function ffmpegCommand(args: readonly string[]): ChildCommand {
  const quiet = ['-hide_banner', '-nostdin', '-loglevel', 'error'];
  return { program: FFMPEG, args: [...quiet, ...args], installHint: FFMPEG_INSTALL_HINT, gistOf: ffmpegGist };
}

/** A path as FFmpeg's name of a file: else `http:`, `concat:` and a dash at its beginning would have a meaning. */
export function fileName(path: string): string {
  return `file:${resolve(path)}`;
}
