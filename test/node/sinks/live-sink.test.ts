import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RtpkitError } from '../../../src/errors.js';
import type { MediaFrame } from '../../../src/node/index.js';
import type { ChildPlayer } from '../../../src/node/sinks/child-player.js';
import { LiveSink } from '../../../src/node/sinks/live-sink.js';
import { received } from './received.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const frame = (timestamp: number): MediaFrame => ({ timestamp, complete: true });

/** Keeps the timestamps of what it is to play, and when, and whether it was closed. */
class RecordingPlayer {
  readonly played: [timestamp: number, atMs: number][] = [];
  framesDropped = 0;
  failure: RtpkitError | undefined;
  closed = false;

  play({ timestamp }: MediaFrame): void {
    this.played.push([timestamp, performance.now()]);
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

function sinkInto(player: RecordingPlayer, delayMs = 0): LiveSink<MediaFrame> {
  const options = { name: 'a window', outputDelayMs: 0, delayMs };
  return new LiveSink(player as unknown as ChildPlayer<MediaFrame>, options);
}

describe('a window or loudspeakers', () => {
  it('present each frame at its time, and as much later as they are told', () => {
    const player = new RecordingPlayer();
    const sink = sinkInto(player, 20);
    const startMs = performance.now();
    sink.write(received(frame(1), startMs, startMs));
    sink.write(received(frame(2), startMs + 40, startMs));
    vi.advanceTimersByTime(100);
    expect(player.played.map(([timestamp, atMs]) => [timestamp, atMs - startMs])).toEqual([
      [1, 20],
      [2, 60],
    ]);
  });

  it('present what waits before they end', async () => {
    const player = new RecordingPlayer();
    const sink = sinkInto(player);
    const startMs = performance.now();
    for (const number of [1, 2, 3]) sink.write(received(frame(number), startMs + number * 1000, startMs));
    expect(player.played).toEqual([]);
    const closing = sink.close();
    expect(player.played.map(([timestamp]) => timestamp)).toEqual([1, 2, 3]);
    await closing;
    expect(player.closed).toBe(true);
    vi.advanceTimersByTime(5000);
    expect(player.played).toHaveLength(3);
  });

  it('tell why nothing is presented any more', () => {
    const player = new RecordingPlayer();
    const sink = sinkInto(player);
    player.failure = new RtpkitError('ERR_RTPKIT_CLOSED', 'the window was closed');
    expect(() => sink.write(received(frame(1), 0))).toThrow('the window was closed');
    expect(player.played).toEqual([]);
  });
});
