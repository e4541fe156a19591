import { describe, expect, it } from 'vitest';
import { addMs } from '../../../src/clock/ntp-timestamp.js';
import { LipSync } from '../../../src/session/lip-sync/lip-sync.js';
import { PlayoutSynchronizer, type Playout } from '../../../src/session/lip-sync/playout-synchronizer.js';

const NTP = { seconds: 4_000_000_000, fraction: 0 };

/** A jitter buffer whose timestamps are milliseconds, each due `pathMs` after it. */
class FakePlayout implements Playout {
  latencyMs = 200;
  presentationOffsetMs = 0;
  pathMs: number;

  constructor(pathMs: number) {
    this.pathMs = pathMs;
  }

  dueMs(timestamp: number): number {
    return timestamp + this.pathMs;
  }

  presentationMs(timestamp: number): number {
    return timestamp + this.pathMs + this.latencyMs + this.presentationOffsetMs;
  }
}

class Stream {
  readonly playout: FakePlayout;
  readonly synchronizer: PlayoutSynchronizer;

  constructor(lipSync: LipSync, pathMs: number, cname = 'a') {
    this.playout = new FakePlayout(pathMs);
    this.synchronizer = new PlayoutSynchronizer(this.playout, lipSync, 0);
    this.synchronizer.rename(0, cname);
  }

  report(now: number): void {
    this.synchronizer.heard(now, now, addMs(NTP, now));
  }

  /** Packets every 10 ms. */
  play(fromMs: number, toMs: number): number {
    for (let now = fromMs; now <= toMs; now += 10) this.synchronizer.follow(now, true);
    return this.playout.presentationOffsetMs;
  }
}

describe('a stream in lip sync', () => {
  it('slews its jitter buffer once both have reported', () => {
    const lipSync = new LipSync();
    const [fast, slow] = [new Stream(lipSync, 10), new Stream(lipSync, 110)];
    for (const stream of [fast, slow]) stream.report(1000);
    expect(fast.play(1000, 2000)).toBeCloseTo(50, 6);
    expect(fast.play(2010, 4000)).toBeCloseTo(100, 6);
    expect(slow.play(1000, 4000)).toBe(0);
  });

  it('takes its place at once while it has not begun to play', () => {
    const lipSync = new LipSync();
    const [fast, slow] = [new Stream(lipSync, 10), new Stream(lipSync, 110)];
    for (const stream of [fast, slow]) stream.report(1000);
    fast.synchronizer.follow(1000, false);
    expect(fast.playout.presentationOffsetMs).toBeCloseTo(100, 6);
  });

  it('measures a report when its jitter buffer can, not before', () => {
    const lipSync = new LipSync();
    const [fast, slow] = [new Stream(lipSync, Number.NaN), new Stream(lipSync, 110)];
    for (const stream of [fast, slow]) stream.report(1000);
    expect(fast.play(1000, 3000)).toBe(0);
    fast.playout.pathMs = 10;
    expect(fast.play(3010, 6000)).toBeCloseTo(100, 6);
  });

  it('measures the last report anew 2 s after the jitter buffer has moved its timeline', () => {
    const lipSync = new LipSync();
    const [fast, slow] = [new Stream(lipSync, 10), new Stream(lipSync, 410)];
    for (const stream of [fast, slow]) stream.report(1000);
    expect(fast.play(1000, 11_000)).toBeCloseTo(400, 6);
    fast.playout.pathMs = 210;
    fast.synchronizer.resynchronize(11_000);
    expect(fast.play(11_010, 12_990)).toBeCloseTo(400, 6);
    expect(fast.play(13_000, 18_000)).toBeCloseTo(200, 6);
  });

  it('waits as before after a restart, until a report comes', () => {
    const lipSync = new LipSync();
    const [fast, slow] = [new Stream(lipSync, 10), new Stream(lipSync, 110)];
    for (const stream of [fast, slow]) stream.report(1000);
    fast.play(1000, 4000);
    fast.synchronizer.restart();
    fast.playout.pathMs = -50_000;
    slow.report(5000);
    expect(fast.play(4010, 6000)).toBeCloseTo(100, 6);
    fast.playout.pathMs = 60;
    fast.report(6000);
    expect(fast.play(6010, 9000)).toBeCloseTo(50, 6);
  });

  it('tells of a latency that slews, in steps', () => {
    const lipSync = new LipSync();
    const [fast, slow] = [new Stream(lipSync, 10), new Stream(lipSync, 110)];
    for (const stream of [fast, slow]) stream.report(1000);
    fast.play(1000, 4000);
    for (let now = 4000; now < 14_000; now += 10) {
      slow.playout.latencyMs -= 0.05;
      for (const stream of [fast, slow]) stream.play(now, now);
      const error = fast.playout.presentationMs(now) - slow.playout.presentationMs(now);
      expect(Math.abs(error)).toBeLessThan(4);
    }
    expect(slow.playout.latencyMs).toBeCloseTo(150, 6);
  });

  it('goes on at once where another has stopped, and stays there', () => {
    const lipSync = new LipSync();
    const stream = new Stream(lipSync, 10);
    stream.synchronizer.inherit(1000, 600);
    expect(stream.playout.presentationOffsetMs).toBe(600);
    expect(stream.play(1000, 9000)).toBe(600);
  });

  it('leaves the others to themselves when it ends', () => {
    const lipSync = new LipSync();
    const [fast, slow] = [new Stream(lipSync, 10), new Stream(lipSync, 110)];
    for (const stream of [fast, slow]) stream.report(1000);
    fast.play(1000, 4000);
    slow.synchronizer.leave(4000);
    fast.report(14_000);
    expect(fast.play(14_010, 18_000)).toBe(0);
    fast.synchronizer.leave(18_000);
    expect([...lipSync.names]).toEqual([]);
  });
});
