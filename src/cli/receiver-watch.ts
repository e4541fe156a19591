/** Says how a receiver fares: a progress line each second, and what happens to its streams in words. */

import type { MediaFrame, Receiver } from '../node/index.js';
import type { Console } from './console.js';
import type { StreamWatch } from './stream-watch.js';

/**
 * Watches a receiver until its endpoint closes.
 * @param name of the stream, in messages and in front of its line: `video`, `audio`
 */
export function watchReceiver(console: Console, name: string, receiver: Receiver<MediaFrame>): StreamWatch {
  let heard = false;
  receiver.events.on('frame', () => (heard = true));
  receiver.events.on('stream', ({ stream }) => console.say(`${name}: source ${stream.ssrc} sends`));
  return {
    get heard() {
      return heard;
    },
    end: () => console.progress(name, undefined),
  };
}
