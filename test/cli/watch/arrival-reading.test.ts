import { describe, expect, it } from 'vitest';
import { ArrivalReading } from '../../../src/cli/watch/arrival-reading.js';
import type { IncomingStream } from '../../../src/node/index.js';

/** A stream of 10 frames a second since it started, the last one at `lastMs`. */
function stream(startedMs: number, lastMs: number, ended = false, roundTripTime?: number): IncomingStream {
  const seconds = (lastMs - startedMs) / 1000;
  const statistics = {
    lastPacketReceivedTimestamp: lastMs,
    framesReceived: seconds * 10,
    bytesReceived: seconds * 1000,
    packetsLost: startedMs,
    jitter: 0.002,
    jitterBufferDelay: seconds * 2,
    jitterBufferEmittedCount: seconds * 10,
    remote: { roundTripTime },
  };
  return { startedMs, ended, statistics } as unknown as IncomingStream;
}

describe('the reading of what arrives', () => {
  it('is nothing while there is no stream', () => {
    const reading = new ArrivalReading();
    expect(reading.read(1000, [])).toBeUndefined();
    expect(reading.lastArrivalMs).toBe(-Infinity);
    expect(reading.read(1000, [stream(0, 900, true)])).toBeUndefined();
    expect(reading.lastArrivalMs).toBe(900);
  });

  it('is that of the stream from its start on', () => {
    expect(new ArrivalReading().read(2000, [stream(1000, 2000, false, 0.012)])).toEqual({
      framesPerSecond: 10,
      kilobitsPerSecond: 8,
      bufferMs: 200,
      packetsLost: 1000,
      jitterMs: 2,
      roundTripMs: 12,
    });
  });

  it('stays with a stream beside which another begins, and goes over when it falls silent or ends', () => {
    const lostOf = (reading: ArrivalReading, now: number, streams: readonly IncomingStream[]): number | undefined =>
      reading.read(now, streams)?.packetsLost;
    for (const ended of [false, true]) {
      const reading = new ArrivalReading();
      const first = { ...stream(1, 1000) };
      expect(lostOf(reading, 1000, [first])).toBe(1);
      expect(lostOf(reading, 2900, [first, stream(2000, 2900)])).toBe(1);
      const last = ended ? Object.assign(first, { ended }) : first;
      expect(lostOf(reading, ended ? 2950 : 3000, [last, stream(2000, 2940)])).toBe(2000);
      expect(reading.lastArrivalMs).toBe(2940);
    }
  });

  it('never forgets when something arrived, though the stream is gone', () => {
    const reading = new ArrivalReading();
    reading.read(1000, [stream(0, 1000)]);
    reading.read(2000, []);
    expect(reading.lastArrivalMs).toBe(1000);
  });
});
