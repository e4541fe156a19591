/** Says how a sender fares: a progress line each second, and what its receivers answer in words. */

import type { Sender } from '../node/index.js';
import type { Console } from './console.js';
import type { StreamWatch } from './stream-watch.js';

/**
 * Watches a sender until its endpoint closes.
 * @param name of the stream, in messages and in front of its line: `video`, `audio`
 */
export function watchSender(console: Console, name: string, sender: Sender): StreamWatch {
  return {
    get heard() {
      return sender.stream.statistics.framesSent > 0;
    },
    end: () => console.progress(name, undefined),
  };
}
