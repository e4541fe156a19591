/** A receiver that feeds a sink: from the first frame until it is told to end, the stream has ended, or the sink is gone. */

import type { MediaFrame, MediaSink, Receiver } from '../../node/index.js';
import type { ExitCode, Surroundings } from '../command.js';
import { watchReceiver } from '../receiver-watch.js';
import type { Medium } from './medium.js';

export interface Playback {
  /** Whether any media have come. */
  readonly heard: boolean;
  /** Settles when receiver and sink are closed; rejected when either has failed. */
  readonly ended: Promise<void>;
  /** Says BYE and closes both in order. */
  end(): void;
}

/** @param once ends when the sender has: when no source is left after one has said BYE, or is given up */
export function playInto<Frame extends MediaFrame>(
  medium: Medium,
  receiver: Receiver<Frame>,
  sink: MediaSink<Frame>,
  { console }: Surroundings,
  once: boolean,
): Playback {
  const watch = watchReceiver(console, medium, receiver);
  const end = (): void => void receiver.close();
  if (once) receiver.events.on('end', () => void (isSilent(receiver) && end()));
  const ended = feed(receiver, sink).finally(() => watch.end());
  return {
    get heard() {
      return watch.heard;
    },
    ended,
    end,
  };
}

/**
 * Waits for playbacks of one command; all end when one of them fails, or the person wants it.
 * @returns 3 when no media have come, and it was not a person who ended it
 */
export async function finishPlaybacks(
  playbacks: readonly Playback[],
  { interruption }: Surroundings,
): Promise<ExitCode> {
  const endAll = (): void => playbacks.forEach((playback) => playback.end());
  interruption.signal.addEventListener('abort', endAll, { once: true });
  if (interruption.signal.aborted) endAll();
  for (const { ended } of playbacks) ended.catch(endAll);
  const results = await Promise.allSettled(playbacks.map(({ ended }) => ended));
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return interruption.cause === 'signal' || playbacks.some(({ heard }) => heard) ? 0 : 3;
}

async function feed<Frame extends MediaFrame>(receiver: Receiver<Frame>, sink: MediaSink<Frame>): Promise<void> {
  try {
    for await (const received of receiver) await sink.write(received);
  } finally {
    await receiver.close();
    await sink.close();
  }
}

function isSilent({ endpoint }: Receiver<MediaFrame>): boolean {
  return [...endpoint.session.incoming.values()].every(({ ended }) => ended);
}
