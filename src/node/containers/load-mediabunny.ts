/** Finds mediabunny, which reads and writes MP4, Matroska and MPEG-TS, when it is needed: 11 MB that most streams do without. */

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { RtpkitError } from '../../errors.js';
import type { Mediabunny } from './mediabunny.js';

/** In a variable, so that neither compiler nor bundler looks for what need not be there. */
const PACKAGE = 'mediabunny';

/** `npx rtpkit` runs from a place of its own: what is installed where the person is counts, too. */
const PLACES: readonly (() => unknown)[] = [
  () => import(PACKAGE),
  () => createRequire(join(process.cwd(), 'package.json'))(PACKAGE),
];

/**
 * Loads mediabunny from beside rtpkit or from the working directory.
 * @param file what it is wanted for
 * @throws RtpkitError `ERR_RTPKIT_FILE` when it is not installed, with the line to type and with what does without
 */
export async function loadMediabunny(file: string): Promise<Mediabunny> {
  const mediabunny = await findMediabunny();
  if (mediabunny !== undefined) return quiet(mediabunny);
  throw new RtpkitError(
    'ERR_RTPKIT_FILE',
    `${file}: MP4, Matroska and MPEG-TS need the package mediabunny; type: npm install mediabunny ` +
      '(.h264, .ogg, .avi, .wav and .dv do without, and so does writing .mkv)',
  );
}

/** `undefined` when it is not installed. */
export async function findMediabunny(): Promise<Mediabunny | undefined> {
  for (const load of PLACES) {
    try {
      return (await load()) as Mediabunny;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code?.endsWith('MODULE_NOT_FOUND') !== true) throw error;
    }
  }
  return undefined;
}

/** What it says of a file on the console, unless told otherwise, stands in our errors. */
function quiet(mediabunny: Mediabunny): Mediabunny {
  const { Logging, LogLevel } = mediabunny;
  if (Logging.level === LogLevel.Info) Logging.level = LogLevel.Silent;
  return mediabunny;
}
