/** Waiting for a source that is being opened: said when it takes long, and left some time after a person has wanted the end. */

import type { Medium } from '../arguments/medium.js';
import type { Surroundings } from '../command.js';
import { SOURCE_PATIENCE_MS, SOURCE_SILENT_WORDS } from '../watch/source-words.js';
import { StreamVoice } from '../watch/stream-voice.js';

/** Child processes end within 3 s. What still waits then, such as a pipe that nobody writes, may wait for ever. */
const LAST_WAIT_MS = 4000;

/** @throws what the opening throws; the reason of the interruption when it neither ends nor fails after that */
export async function openedPatiently<Source>(
  medium: Medium,
  opening: Promise<Source>,
  { console, interruption: { signal } }: Surroundings,
): Promise<Source> {
  const voice = new StreamVoice(console, medium);
  const timer = setTimeout(() => voice.warn('no-media', SOURCE_SILENT_WORDS), SOURCE_PATIENCE_MS);
  try {
    return await unlessLeft(opening, signal);
  } finally {
    clearTimeout(timer);
  }
}

/** The opening itself, or after an abort and its last wait the reason of that. */
export function unlessLeft<Opened>(opening: Promise<Opened>, signal: AbortSignal): Promise<Opened> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const leave = (): void => {
      timer = setTimeout(() => reject(signal.reason as Error), LAST_WAIT_MS);
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    void opening.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
    });
  });
}
