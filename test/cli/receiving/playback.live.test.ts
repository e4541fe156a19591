import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../../src/cli/command.js';
import type { Console } from '../../../src/cli/console.js';
import { finishPlaybacks, playInto, type Playback, type WatchedReceiver } from '../../../src/cli/receiving/playback.js';
import { watchReceiver } from '../../../src/cli/watch/receiver-watch.js';
import {
  openReceiver,
  openSender,
  RtpkitError,
  type AccessUnit,
  type MediaSink,
  type Receiver,
} from '../../../src/node/index.js';
import { SinkEnd } from '../../../src/node/sinks/sink-end.js';
import { clipUnits } from '../../peers/clip.js';

const QUIET: Console = {
  say: () => undefined,
  detail: () => undefined,
  warn: () => undefined,
  progress: () => undefined,
  tell: () => undefined,
  end: () => undefined,
};

/** Counts what it is given; fails at the first frame where it is to, and goes away when it is told to. */
class CountingSink implements MediaSink<AccessUnit> {
  readonly name = 'a sink that counts';
  readonly outputDelayMs = 0;
  readonly framesDropped = 0;
  readonly #failure: Error | undefined;
  readonly #end = new SinkEnd();
  readonly ended: Promise<RtpkitError> = this.#end.ended;
  frames = 0;
  closed = 0;

  constructor(failure?: Error) {
    this.#failure = failure;
  }

  write(): void {
    if (this.#failure !== undefined) throw this.#failure;
    this.frames++;
  }

  goAway(reason: RtpkitError): void {
    this.#end.tell(reason);
  }

  async close(): Promise<void> {
    this.closed++;
  }
}

interface Stage {
  readonly receiver: Receiver<AccessUnit>;
  readonly interrupt: (cause: 'signal' | 'timeout') => void;
  readonly surroundings: Surroundings;
  /** Sends a few frames, and says BYE. */
  send(): Promise<void>;
}

async function stage(): Promise<Stage> {
  const receiver = await openReceiver({ codec: 'H264', host: '127.0.0.1', latencyMs: 20 });
  const abort = new AbortController();
  let cause: 'signal' | 'timeout' | undefined;
  const interruption = {
    signal: abort.signal,
    get cause() {
      return cause;
    },
  };
  const to = `127.0.0.1:${receiver.endpoint.ports.rtp}`;
  return {
    receiver,
    surroundings: { console: QUIET, interruption },
    interrupt(by) {
      cause = by;
      abort.abort();
    },
    async send() {
      const sender = await openSender({ to, codec: 'H264' });
      for (const unit of clipUnits(5)) await sender.send(unit);
      await delay(100);
      await sender.close();
    },
  };
}

function watched(receiver: Receiver<AccessUnit>): WatchedReceiver<AccessUnit> {
  return { receiver, watch: watchReceiver(QUIET, 'video', receiver) };
}

/** A playback that nobody sends anything to. */
async function silentPlayback(sink: CountingSink): Promise<Playback> {
  const receiver = await openReceiver({ codec: 'H264', host: '127.0.0.1' });
  return playInto(watched(receiver), sink, QUIET, false);
}

describe('a playback', () => {
  it('ends with the sender when it is to, with all frames in the sink', async () => {
    const { receiver, surroundings, send } = await stage();
    const sink = new CountingSink();
    const playback = playInto(watched(receiver), sink, QUIET, true);
    await send();
    expect(await finishPlaybacks([playback], surroundings)).toBe(0);
    expect(sink).toMatchObject({ frames: 5, closed: 1 });
  });

  it('goes on while another sender does, though it is to end with them', async () => {
    const { receiver } = await stage();
    const playback = playInto(watched(receiver), new CountingSink(), QUIET, true);
    const to = `127.0.0.1:${receiver.endpoint.ports.rtp}`;
    const senders = [await openSender({ to, codec: 'H264' }), await openSender({ to, codec: 'H264' })] as const;
    for (const unit of clipUnits(5)) await Promise.all(senders.map((sender) => sender.send(unit)));
    let hasEnded = false;
    void playback.ended.then(() => (hasEnded = true));
    const heardGoodbye = once(receiver.events, 'end');
    await senders[0].close();
    await heardGoodbye;
    await delay(100);
    expect(hasEnded).toBe(false);
    await senders[1].close();
    expect(await playback.ended).toBe('stream');
  });

  it('goes on waiting for the next sender otherwise, until the person has enough', async () => {
    const { receiver, surroundings, send, interrupt } = await stage();
    const sink = new CountingSink();
    const finished = finishPlaybacks([playInto(watched(receiver), sink, QUIET, false)], surroundings);
    await send();
    await send();
    interrupt('signal');
    expect(await finished).toBe(0);
    expect(sink).toMatchObject({ frames: 10, closed: 1 });
  });

  it('ends with 3 when the time is over and nothing came, and with 0 when the person ended it', async () => {
    for (const [cause, exitCode] of [['timeout', 3] as const, ['signal', 0] as const]) {
      const { receiver, surroundings, interrupt } = await stage();
      const sink = new CountingSink();
      const finished = finishPlaybacks([playInto(watched(receiver), sink, QUIET, false)], surroundings);
      interrupt(cause);
      expect(await finished).toBe(exitCode);
      expect(sink.closed).toBe(1);
    }
  });

  it('ends all that play with it, with 0, when its window is closed', async () => {
    const { receiver, surroundings, send } = await stage();
    const window = new CountingSink(new RtpkitError('ERR_RTPKIT_CLOSED', 'the window was closed'));
    const other = new CountingSink();
    const playbacks = [playInto(watched(receiver), window, QUIET, false), await silentPlayback(other)];
    const finished = finishPlaybacks(playbacks, surroundings);
    await send();
    expect(await finished).toBe(0);
    expect([window.closed, other.closed]).toEqual([1, 1]);
  });

  it('ends all that play with it, with 0, when its window is closed while nothing comes', async () => {
    const { receiver, surroundings } = await stage();
    const [window, other] = [new CountingSink(), new CountingSink()];
    const playbacks = [playInto(watched(receiver), window, QUIET, false), await silentPlayback(other)];
    const finished = finishPlaybacks(playbacks, surroundings);
    window.goAway(new RtpkitError('ERR_RTPKIT_CLOSED', 'the window was closed'));
    expect(await finished).toBe(0);
    expect([window.closed, other.closed]).toEqual([1, 1]);
  });

  it('says why its sink has failed while nothing comes', async () => {
    const { receiver, surroundings } = await stage();
    const sink = new CountingSink();
    const finished = finishPlaybacks([playInto(watched(receiver), sink, QUIET, false)], surroundings);
    sink.goAway(new RtpkitError('ERR_RTPKIT_CHILD_PROCESS', 'no such device'));
    await expect(finished).rejects.toThrow('no such device');
    expect(sink.closed).toBe(1);
  });

  it('ends all that play with it, and says why, when its sink has failed', async () => {
    const { receiver, surroundings, send } = await stage();
    const full = new CountingSink(new RtpkitError('ERR_RTPKIT_FILE', 'the disk is full'));
    const other = new CountingSink();
    const playbacks = [playInto(watched(receiver), full, QUIET, false), await silentPlayback(other)];
    const finished = finishPlaybacks(playbacks, surroundings);
    const [outcome] = await Promise.all([finished.catch((error: unknown) => error), send()]);
    expect(outcome).toEqual(new RtpkitError('ERR_RTPKIT_FILE', 'the disk is full'));
    expect([full.closed, other.closed]).toEqual([1, 1]);
  });
});

describe('a sink that stands still', () => {
  it('does not hold up the end for more than some seconds, as a stopped reader of a pipe would', async () => {
    const sink = new CountingSink();
    let release = (): void => undefined;
    sink.write = () => new Promise<void>((resolve) => (release = resolve));
    sink.close = async () => {
      sink.closed++;
      release();
    };
    const receiver = await openReceiver({ codec: 'H264', port: 0, latencyMs: 0 });
    const playback = playInto(watched(receiver), sink, QUIET, false);
    const sender = await openSender({ codec: 'H264', to: { host: '127.0.0.1', port: receiver.endpoint.ports.rtp } });
    await sender.send(clipUnits(1)[0]!);
    while (!playback.heard) await delay(10);
    playback.end();
    expect(await playback.ended).toBe('stream');
    expect(sink.closed).toBeGreaterThan(0);
    await sender.close();
  });
});
