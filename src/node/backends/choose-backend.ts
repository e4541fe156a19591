/** Which native program does the work: the one that is asked for, or the first that is installed. */

import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { RtpkitError } from '../../errors.js';
import type { Backend, BackendName } from './backend.js';
import { ffmpeg } from './ffmpeg/ffmpeg.js';
import { gstreamer } from './gstreamer/gstreamer.js';

/** In the order in which they are taken: GStreamer keeps the delay low behind a slow reader, and decodes without waiting. */
export const BACKENDS: readonly Backend[] = [gstreamer, ffmpeg];

/**
 * The backend of that name; left out, the first one that is installed. Nothing is run to find out.
 * @throws RtpkitError `ERR_RTPKIT_BACKEND` when it is not installed, with the line that installs it
 */
export function chooseBackend(name?: BackendName): Backend {
  const candidates = BACKENDS.filter((backend) => name === undefined || backend.name === name);
  const found = candidates.find(({ program }) => isInstalled(program));
  if (found !== undefined) return found;
  const [{ program, installHint }] = candidates as [Backend];
  const missing =
    name === undefined ? `neither ${candidates.map((each) => each.program).join(' nor ')} is` : `${program} is not`;
  const message = `${missing} installed; type: ${installHint}`;
  throw new RtpkitError('ERR_RTPKIT_BACKEND', message);
}

/** Whether the search path has a program of that name. */
export function isInstalled(program: string): boolean {
  const directories = (process.env['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '');
  return directories.some((directory) => isProgram(join(directory, program)));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
