import { describe, expect, it } from 'vitest';
import { addMs, type NtpTimestamp } from '../../../src/clock/ntp-timestamp.js';
import type { LipSyncMember } from '../../../src/session/lip-sync/lip-sync-member.js';
import { LipSync } from '../../../src/session/lip-sync/lip-sync.js';

const NTP: NtpTimestamp = { seconds: 4_000_000_000, fraction: 0 };
/** Just before the wrap of 2036. */
const NTP_2036: NtpTimestamp = { seconds: 0xffff_fffe, fraction: 0 };

/** A stream whose network delay is known, so that it is known when media is presented. */
class Stream {
  readonly member: LipSyncMember;
  readonly #lipSync: LipSync;
  readonly #origin: NtpTimestamp;
  readonly #drift: number;
  pathMs: number;

  /** @param drift how much faster the sender's wall clock runs than ours */
  constructor(lipSync: LipSync, pathMs: number, latencyMs: number, { offsetMs = 0, drift = 0, origin = NTP } = {}) {
    this.#lipSync = lipSync;
    this.#origin = origin;
    this.#drift = drift;
    this.pathMs = pathMs;
    this.member = lipSync.join(latencyMs, offsetMs);
  }

  named(cname: string): this {
    this.#lipSync.rename(0, this.member, cname);
    return this;
  }

  /** A report made `ageMs` ago about that very moment: its media arrives `pathMs` after it. */
  report(now: number, wallClockErrorMs = 0): void {
    const madeMs = now - this.pathMs;
    const ntp = addMs(this.#origin, madeMs * (1 + this.#drift) + wallClockErrorMs);
    this.#lipSync.measure(now, this.member, now, ntp);
  }

  /** How long after its capture media is presented at `now`. */
  lagMs(now: number): number {
    return this.pathMs + this.member.latencyMs + this.member.waitMs(now);
  }
}

/** Lets time pass in steps of 10 ms, the delays asked at each. */
function pass(streams: readonly Stream[], fromMs: number, toMs: number): void {
  for (let now = fromMs; now <= toMs; now += 10) for (const stream of streams) stream.lagMs(now);
}

describe('lip sync of the streams of one CNAME', () => {
  it('starts each stream at once with its own latency', () => {
    const lipSync = new LipSync();
    const video = new Stream(lipSync, 80, 400).named('a');
    const audio = new Stream(lipSync, 20, 1000).named('a');
    expect([video.member.waitMs(0), audio.member.waitMs(0)]).toEqual([0, 0]);
    video.report(100);
    expect(video.member.waitMs(5000)).toBe(0);
  });

  it('slews the faster one to the slower one, and no faster than the rate', () => {
    const lipSync = new LipSync();
    const video = new Stream(lipSync, 80, 400).named('a');
    const audio = new Stream(lipSync, 20, 1000).named('a');
    video.report(1000);
    audio.report(2000);
    let before = video.lagMs(2000);
    for (let now = 2010; now <= 20_000; now += 10) {
      const lag = video.lagMs(now);
      expect(lag - before).toBeGreaterThanOrEqual(0);
      expect(lag - before).toBeLessThanOrEqual(0.5 + 1e-9);
      before = lag;
      expect(audio.lagMs(now)).toBe(1020);
    }
    expect(before).toBeCloseTo(1020, 6);
  });

  it.each([
    [1, 10_000],
    [1000, 1000],
  ])('takes its rate as an option: %i ms/s', (slewMsPerSecond, afterMs) => {
    const lipSync = new LipSync({ slewMsPerSecond });
    const [fast, slow] = [new Stream(lipSync, 0, 200).named('a'), new Stream(lipSync, 2000, 200).named('a')];
    fast.lagMs(0);
    for (const stream of [fast, slow]) stream.report(0);
    expect(fast.lagMs(afterMs)).toBeCloseTo(200 + (slewMsPerSecond * afterMs) / 1000, 6);
  });

  it.each([0, -1, 1001, Number.NaN])('refuses a rate of %d', (slewMsPerSecond) => {
    expect(() => new LipSync({ slewMsPerSecond })).toThrow(RangeError);
  });

  it('aligns across the wrap of NTP time in 2036', () => {
    const lipSync = new LipSync();
    const late = { origin: NTP_2036 };
    const streams = [new Stream(lipSync, 80, 200, late).named('a'), new Stream(lipSync, 20, 200, late).named('a')];
    streams[0]!.report(1000);
    streams[1]!.report(4000);
    pass(streams, 4000, 10_000);
    expect(streams[1]!.lagMs(10_010)).toBeCloseTo(280, 3);
  });

  it('keeps within 4 ms for hours while wall clocks drift apart by 1000 ppm and reports come at different times', () => {
    for (const drift of [0.001, -0.001]) {
      const lipSync = new LipSync();
      const video = new Stream(lipSync, 80, 200, { drift }).named('a');
      const audio = new Stream(lipSync, 20, 200, { drift }).named('a');
      let worst = 0;
      for (let now = 0; now < 2 * 3_600_000; now += 100) {
        if (now % 5000 === 1000) video.report(now);
        if (now % 6100 === 4000) audio.report(now);
        const error = Math.abs(video.lagMs(now) - audio.lagMs(now));
        if (now > 20_000) worst = Math.max(worst, error);
      }
      expect(worst).toBeLessThan(4);
    }
  });

  it('leaves errors under 4 ms alone, and mends larger ones', () => {
    const lipSync = new LipSync();
    const [fixed, moving] = [new Stream(lipSync, 50, 200).named('a'), new Stream(lipSync, 46.5, 200).named('a')];
    fixed.report(0);
    moving.report(0);
    pass([fixed, moving], 0, 5000);
    expect([fixed.lagMs(5000), moving.lagMs(5000)]).toEqual([250, 246.5]);
    moving.pathMs = 44;
    for (const stream of [moving, fixed]) stream.report(5000);
    pass([fixed, moving], 5000, 10_000);
    expect(moving.lagMs(10_000)).toBeCloseTo(250, 1);
  });

  it('ignores a stream that would have to wait longer than 3 s', () => {
    const lipSync = new LipSync();
    const [near, far] = [new Stream(lipSync, 10, 200).named('a'), new Stream(lipSync, 3011, 200).named('a')];
    for (const stream of [near, far]) stream.report(4000);
    pass([near, far], 4000, 100_000);
    expect([near.member.waitMs(100_000), far.member.waitMs(100_000)]).toEqual([0, 0]);
  });

  it.each([7000, -7000])('aligns the others beside one whose clock is %d ms off', (errorMs) => {
    const lipSync = new LipSync();
    const streams = [10, 60, 110].map((pathMs) => new Stream(lipSync, pathMs, 200).named('a'));
    streams[0]!.report(0, errorMs);
    for (const stream of streams.slice(1)) stream.report(0);
    pass(streams, 0, 10_000);
    expect(streams.map((stream) => Math.round(stream.member.waitMs(10_000)))).toEqual([0, 50, 0]);
  });

  it('never aligns streams of different CNAMEs, or without one', () => {
    const lipSync = new LipSync();
    const streams = [new Stream(lipSync, 10, 200).named('a'), new Stream(lipSync, 60, 200).named('b')];
    streams.push(new Stream(lipSync, 110, 200));
    for (const stream of streams) stream.report(0);
    pass(streams, 0, 10_000);
    expect(streams.map((stream) => stream.member.waitMs(10_000))).toEqual([0, 0, 0]);
  });

  it('takes an empty CNAME for none', () => {
    const lipSync = new LipSync();
    const streams = [10, 60].map((pathMs) => new Stream(lipSync, pathMs, 200).named(''));
    for (const stream of streams) stream.report(0);
    pass(streams, 0, 10_000);
    expect(streams.map((stream) => stream.member.waitMs(10_000))).toEqual([0, 0]);
    expect([...lipSync.names]).toEqual([]);
  });

  it('waits for a stream that has ended for ten seconds more, and forgets a name with its last stream', () => {
    const lipSync = new LipSync();
    const [fast, slow] = [new Stream(lipSync, 10, 200).named('a'), new Stream(lipSync, 210, 200).named('a')];
    for (const stream of [fast, slow]) stream.report(0);
    pass([fast, slow], 0, 10_000);
    expect(fast.member.waitMs(10_000)).toBeCloseTo(200, 3);
    lipSync.leave(10_000, slow.member);
    fast.report(15_000);
    pass([fast], 10_000, 20_000);
    expect(fast.member.waitMs(20_000)).toBeCloseTo(200, 3);
    fast.report(20_000);
    pass([fast], 20_000, 30_000);
    expect(fast.member.waitMs(30_000)).toBe(0);
    expect([...lipSync.names]).toEqual(['a']);
    lipSync.leave(30_000, fast.member);
    expect([...lipSync.names]).toEqual([]);
  });

  it('follows a source that changes its CNAME', () => {
    const lipSync = new LipSync();
    const [mine, old, fresh] = [10, 60, 110].map((pathMs) => new Stream(lipSync, pathMs, 200)) as [
      Stream,
      Stream,
      Stream,
    ];
    mine.named('a');
    old.named('a');
    fresh.named('b');
    for (const stream of [mine, old, fresh]) stream.report(0);
    pass([mine, old, fresh], 0, 5000);
    expect(mine.member.waitMs(5000)).toBeCloseTo(50, 3);
    mine.named('b');
    for (const stream of [mine, old, fresh]) stream.report(5000);
    pass([mine, old, fresh], 5000, 10_000);
    expect(mine.member.waitMs(10_000)).toBeCloseTo(100, 3);
    expect([...lipSync.names]).toEqual(['a', 'b']);
  });

  it('presents a stream with an offset by so much later, or the others later than it', () => {
    for (const offsetMs of [150, -150, -2000]) {
      const lipSync = new LipSync();
      const video = new Stream(lipSync, 80, 400).named('a');
      const audio = new Stream(lipSync, 20, 400, { offsetMs }).named('a');
      for (const stream of [video, audio]) stream.report(0);
      pass([video, audio], 0, 60_000);
      expect(audio.lagMs(60_000) - video.lagMs(60_000)).toBeCloseTo(offsetMs, 3);
      expect(Math.min(video.member.waitMs(60_000), audio.member.waitMs(60_000))).toBeCloseTo(0, 3);
    }
  });

  it('delays a stream by its offset from the start, and never plays one before its latency', () => {
    const lipSync = new LipSync();
    expect(lipSync.join(200, 150).waitMs(0)).toBe(150);
    expect(lipSync.join(200, -500).waitMs(0)).toBe(0);
  });
});

describe('lip sync when something changes', () => {
  it('lets a stream that waits for the others take a higher latency without a jump', () => {
    const lipSync = new LipSync();
    const [fast, slow] = [new Stream(lipSync, 10, 200).named('a'), new Stream(lipSync, 210, 200).named('a')];
    for (const stream of [fast, slow]) stream.report(0);
    pass([fast, slow], 0, 10_000);
    lipSync.setLatency(10_000, fast.member, 300);
    expect(fast.lagMs(10_000)).toBeCloseTo(410, 3);
    pass([fast, slow], 10_000, 20_000);
    expect([fast, slow].map((stream) => Math.round(stream.lagMs(20_000)))).toEqual([410, 410]);
  });

  it('slews the others when the slowest takes another latency', () => {
    const lipSync = new LipSync();
    const [fast, slow] = [new Stream(lipSync, 10, 200).named('a'), new Stream(lipSync, 210, 200).named('a')];
    for (const stream of [fast, slow]) stream.report(0);
    pass([fast, slow], 0, 10_000);
    lipSync.setLatency(10_000, slow.member, 400);
    expect(slow.lagMs(10_010)).toBeCloseTo(610, 3);
    pass([fast, slow], 10_020, 20_000);
    expect(fast.lagMs(20_000)).toBeCloseTo(610, 3);
    lipSync.setLatency(20_000, slow.member, 100);
    pass([fast, slow], 20_000, 40_000);
    expect([fast, slow].map((stream) => Math.round(stream.lagMs(40_000)))).toEqual([310, 310]);
  });

  it('holds still while the wall clock of the sender has stepped under one stream and not yet under the other', () => {
    const lipSync = new LipSync();
    const [fast, slow] = [new Stream(lipSync, 10, 200).named('a'), new Stream(lipSync, 210, 200).named('a')];
    for (const stream of [fast, slow]) stream.report(0);
    pass([fast, slow], 0, 10_000);
    slow.report(10_000, 1000);
    pass([fast, slow], 10_000, 13_000);
    expect(fast.lagMs(13_000)).toBeCloseTo(slow.lagMs(13_000), 3);
    fast.report(13_000, 1000);
    pass([fast, slow], 13_000, 20_000);
    expect(fast.lagMs(20_000)).toBeCloseTo(slow.lagMs(20_000), 3);
  });

  it('B83: stands a clock that steps back', () => {
    const lipSync = new LipSync();
    const [fast, slow] = [new Stream(lipSync, 10, 200).named('a'), new Stream(lipSync, 210, 200).named('a')];
    for (const stream of [fast, slow]) stream.report(5000);
    fast.lagMs(5000);
    fast.lagMs(6000);
    expect(fast.lagMs(1000)).toBeCloseTo(260, 3);
    fast.report(1000);
    pass([fast, slow], 1000, 10_000);
    expect(fast.lagMs(10_000)).toBeCloseTo(slow.lagMs(10_000), 3);
  });
});
