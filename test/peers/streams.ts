/** What live suites do with senders and receivers again and again. */

import type { MediaFrame, OutgoingFrame, Receiver, Sender } from '../../src/node/index.js';

/** A list as the async iterable that readers are. */
export async function* listed<T>(items: readonly T[]): AsyncGenerator<T, void, undefined> {
  yield* items;
}

export async function sendAll(sender: Sender, frames: AsyncIterable<OutgoingFrame>): Promise<void> {
  for await (const frame of frames) await sender.send(frame);
}

/** All that `describe` makes of the frames until the receiver closes, which it does when its stream has ended. */
export async function receiveAll<Frame extends MediaFrame>(
  receiver: Receiver<Frame>,
  describe: (frame: Frame) => readonly string[],
): Promise<string[]> {
  receiver.events.once('end', () => void receiver.close());
  const received: string[] = [];
  for await (const { frame } of receiver) received.push(...describe(frame));
  return received;
}
