/** A source that somebody else may stop. */

import type { MediaSource } from '../media-source.js';

/** The source, which stops when the signal aborts. */
export function stoppedBy<Source extends MediaSource>(signal: AbortSignal | undefined, source: Source): Source {
  const stop = (): void => void source.stop();
  if (signal?.aborted === true) stop();
  else signal?.addEventListener('abort', stop, { once: true });
  return source;
}
