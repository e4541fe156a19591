/** A receiver that feeds a sink: from the first frame until it is told to end, the stream has ended, or the sink is gone. */

import { RtpkitError, type MediaFrame, type MediaSink, type Receiver } from '../../node/index.js';
import type { ExitCode, Surroundings } from '../command.js';
import type { Console } from '../console.js';
import type { StreamWatch } from '../watch/stream-watch.js';

export interface Playback {
  /** Whether any media have come. */
  readonly heard: boolean;
  /** Settles when receiver and sink are closed, with what was closed first; rejected when either has failed. */
  readonly ended: Promise<'stream' | 'sink'>;
  /** Says BYE and closes both in order. */
  end(): void;
}

/** A receiver of which a person is told all, from the moment it is open: what sends already is heard before a window is. */
export interface WatchedReceiver<Frame extends MediaFrame> {
  readonly receiver: Receiver<Frame>;
  readonly watch: StreamWatch;
}

/** For how long, in milliseconds, a sink may take what has come. A reader of a pipe may stand still for ever. */
const LAST_FRAMES_MS = 2000;

/** For `catch`: what was opened before closes when the next thing cannot be opened. */
export function closing(...opened: readonly { close(): Promise<void> }[]): (error: unknown) => Promise<never> {
  return async (error) => {
    await Promise.all(opened.map((each) => each.close()));
    throw error;
  };
}

/**
 * Begins to feed the sink.
 * @param receiver is the playback's from now on, as are what watches it and the sink
 * @param once ends when the sender has: when no source is left after one has said BYE, or is given up
 */
export function playInto<Frame extends MediaFrame>(
  { receiver, watch }: WatchedReceiver<Frame>,
  sink: MediaSink<Frame>,
  console: Console,
  once: boolean,
): Playback {
  const end = (): void => {
    void receiver.close();
    const timer = setTimeout(() => void sink.close().catch(() => undefined), LAST_FRAMES_MS);
    void ended.finally(() => clearTimeout(timer)).catch(() => undefined);
  };
  if (once) receiver.events.on('end', () => void (isSilent(receiver) && end()));
  const ended = feed(receiver, sink, console).finally(() => watch.end());
  if (once && watch.heard && isSilent(receiver)) end();
  return {
    get heard() {
      return watch.heard;
    },
    ended,
    end,
  };
}

/**
 * Waits for playbacks of one command; all end when one fails, or the sink of one is gone.
 * @returns 3 when no media have come, and it was not a person who ended it
 */
export async function finishPlaybacks(
  playbacks: readonly Playback[],
  { interruption }: Surroundings,
): Promise<ExitCode> {
  const endAll = (): void => playbacks.forEach((playback) => playback.end());
  interruption.signal.addEventListener('abort', endAll, { once: true });
  if (interruption.signal.aborted) endAll();
  for (const { ended } of playbacks) ended.then((first) => void (first === 'sink' && endAll()), endAll);
  const results = await Promise.allSettled(playbacks.map(({ ended }) => ended));
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  const personEnded =
    interruption.cause === 'signal' ||
    results.some((result) => result.status === 'fulfilled' && result.value === 'sink');
  return personEnded || playbacks.some(({ heard }) => heard) ? 0 : 3;
}

async function feed<Frame extends MediaFrame>(
  receiver: Receiver<Frame>,
  sink: MediaSink<Frame>,
  console: Console,
): Promise<'stream' | 'sink'> {
  const gone = new AbortController();
  void sink.ended.then((reason) => {
    gone.abort(reason);
    void receiver.close();
  });
  try {
    for await (const received of receiver) await sink.write(received);
    gone.signal.throwIfAborted();
    return 'stream';
  } catch (error) {
    // The window was closed, or whoever read the pipe has gone: the person has ended it.
    if (!(error instanceof RtpkitError && error.code === 'ERR_RTPKIT_CLOSED')) throw error;
    console.say(error.message);
    return 'sink';
  } finally {
    await receiver.close();
    await sink.close();
  }
}

function isSilent({ endpoint }: Receiver<MediaFrame>): boolean {
  return [...endpoint.session.incoming.values()].every(({ ended }) => ended);
}
