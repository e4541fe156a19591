import { describe, expect, it } from 'vitest';
import { Gap, JitterBuffer, type SequencedPacket } from '../../src/jitter/index.js';
import { packet, Player, SPACING_MS } from './player.js';

describe('the latency changed while packets are held', () => {
  it('delays them when it grows', () => {
    const player = new Player();
    player.feed(0, 5);
    player.buffer.latencyMs = 400;
    player.runTo(399);
    expect(player.indexes).toEqual([]);
    player.runTo(480);
    expect(player.released.map(({ at }) => at)).toEqual([400, 420, 440, 460, 480]);
  });

  it('lets go at once what is due by it when it shrinks', () => {
    const player = new Player();
    player.feed(0, 5);
    player.buffer.latencyMs = 40;
    player.pop(80);
    expect(player.indexes).toEqual([0, 1, 2]);
    expect(player.buffer.nextTimeout()).toBe(100);
  });

  it('refuses what is no latency, and stays as it was', () => {
    const { buffer } = new Player();
    expect(() => (buffer.latencyMs = -1)).toThrow(RangeError);
    expect(buffer.latencyMs).toBe(200);
  });

  it('B84: plays on with an offset below minus the latency', () => {
    const player = new Player();
    player.buffer.presentationOffsetMs = -5000;
    player.feed(0, 5);
    expect(player.released.map(({ at }) => at)).toEqual([0, 20, 40, 60, 80]);
  });
});

describe('packets handed on at once', () => {
  it('leave as they arrive once the first has waited, with the time at which to present them', () => {
    const player = new Player({ handOn: true });
    player.feed(0, 20);
    expect(player.released[0]!.at).toBe(200);
    expect(player.released.slice(11).map(({ at }) => at)).toEqual([220, 240, 260, 280, 300, 320, 340, 360, 380]);
    player.released.forEach(({ index, presentationMs }) => expect(presentationMs).toBe(index * SPACING_MS + 200));
  });

  it('wait for missing elders, and no longer than their own deadline', () => {
    const player = new Player({ handOn: true });
    player.feed(0, 20);
    player.arrive(21 * SPACING_MS, 21);
    player.arrive(22 * SPACING_MS, 22);
    expect(player.indexes.at(-1)).toBe(19);
    player.arrive(23 * SPACING_MS, 20);
    expect(player.indexes.slice(-3)).toEqual([20, 21, 22]);
    player.arrive(25 * SPACING_MS, 24);
    player.runTo(10_000);
    expect(player.released.at(-1)).toMatchObject({ index: 24, at: 24 * SPACING_MS + 200 });
  });
});

describe('mode none', () => {
  it('hands on in order and presents by timestamps from 0', () => {
    const player = new Player({ bufferMode: 'none' });
    for (let index = 0; index < 10; index++) player.arrive(5000 + index, index, 70_000 + index * SPACING_MS);
    player.runTo(5300);
    expect(player.released.map(({ presentationMs }) => presentationMs)).toEqual(
      Array.from({ length: 10 }, (_, index) => index * SPACING_MS),
    );
    player.arrive(9000, 10, 70_200);
    expect(player.released.at(-1)).toEqual({ index: 10, at: 9000, presentationMs: 200 });
  });
});

describe('mode synced', () => {
  it('plays at the pace of the timestamps, whatever the arrivals do', () => {
    const player = new Player({ bufferMode: 'synced' });
    const delays = [30, 0, 60, 10, 0, 150];
    delays.forEach((delayMs, index) => player.arrive(index * SPACING_MS + delayMs, index));
    player.runTo(1000);
    expect(player.released.map(({ at }) => at)).toEqual([230, 250, 270, 290, 310, 330]);
  });
});

describe('mode buffer', () => {
  it('begins at 90 % of the latency and pauses below 15 %, with nothing lost', () => {
    const player = new Player({ bufferMode: 'buffer', latencyMs: 200 });
    player.feed(0, 10);
    expect(player.released[0]).toMatchObject({ index: 0, at: 180 });
    player.runTo(330);
    expect(player.indexes).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    // The network stands still for 300 ms: two packets are left, less than 30 ms, and wait until they have waited for 200 ms.
    for (let index = 10; index < 20; index++) player.arrive(480, index);
    expect(player.released.slice(-3)).toMatchObject([{ at: 360 }, { at: 380 }, { at: 480 }]);
    player.runTo(2000);
    expect(player.released.slice(10).map(({ at }) => at)).toEqual([480, 500, 520, 540, 560, 580, 600, 620, 680, 700]);
    expect(player.indexes).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(player.gaps).toEqual([]);
  });

  it('holds no packet of the end of a stream longer than the latency', () => {
    const player = new Player({ bufferMode: 'buffer', latencyMs: 1000 });
    player.feed(0, 100);
    player.runTo(5000);
    expect(player.indexes).toHaveLength(100);
    expect(Math.max(...player.released.map(({ index, at }) => at - index * SPACING_MS))).toBe(1000);
  });

  it('waits no longer than a latency that was lowered, after any pauses', () => {
    const player = new Player({ bufferMode: 'buffer', latencyMs: 1000 });
    player.feed(0, 60);
    player.feed(60, 120, 1800);
    player.released.length = 0;
    player.buffer.latencyMs = 300;
    player.feed(120, 200, 1800);
    player.runTo(7000);
    const waits = player.released.map(({ index, at }) => at - index * SPACING_MS - 1800);
    expect(waits.at(-1)).toBeLessThanOrEqual(300);
    expect(Math.max(...waits.slice(-60))).toBeLessThanOrEqual(300);
  });

  it('plays what it has after the latency, when the stream is shorter', () => {
    const player = new Player({ bufferMode: 'buffer' });
    player.feed(0, 3);
    player.runTo(199);
    expect(player.indexes).toEqual([]);
    player.runTo(240);
    expect(player.released.map(({ at }) => at)).toEqual([200, 220, 240]);
  });

  it.each([
    { what: 'the sequence begins anew', leapMs: 0 },
    { what: 'timestamps leap ahead by 10 s', leapMs: 10_000 },
    { what: 'timestamps leap back by 10 s', leapMs: -10_000 },
  ])('B83: has packets wait no longer than the latency after long pauses, when $what', ({ leapMs }) => {
    const player = new Player({ bufferMode: 'buffer' });
    player.feed(0, 20);
    player.feed(20, 60, 2500);
    player.runTo(5000);
    if (leapMs === 0) player.buffer.restart();
    player.released.length = 0;
    for (let index = 60; index < 120; index++) player.arrive(3800 + index * 20, index, index * 20 + leapMs);
    const waits = player.released.slice(0, 40).map(({ index, at }) => at - (3800 + index * 20));
    expect(waits).toHaveLength(40);
    expect(Math.max(...waits)).toBeLessThanOrEqual(200);
  });
});

describe('presentation time', () => {
  it('steps back with B-frames, whose release is that of their predecessor', () => {
    const player = new Player({ latencyMs: 100 });
    [0, 3, 1, 2, 6, 4, 5].forEach((order, index) => player.arrive(index * SPACING_MS, index, order * SPACING_MS));
    player.runTo(1000);
    const offsets = player.released.map(({ presentationMs }) => presentationMs - player.released[0]!.presentationMs);
    expect(offsets).toEqual([0, 60, 20, 40, 120, 80, 100]);
    const times = player.released.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('B85: of timestamps that are all 0 is one, and nothing stalls', () => {
    const player = new Player();
    for (let index = 0; index < 100; index++) player.arrive(index * SPACING_MS, index, 0);
    player.runTo(5000);
    expect(player.indexes).toHaveLength(100);
    expect(player.resyncs).toHaveLength(1);
  });

  it('B82: is as exact after 200 days at 90 kHz as at the beginning', () => {
    const player = new Player({ clockRate: 90_000 });
    const start = 200 * 86_400_000;
    for (const origin of [0, start]) {
      for (let index = 0; index < 50; index++) player.arrive(origin + index * 10, index + (origin === 0 ? 0 : 50), 0);
    }
    expect(player.released.at(-1)!.presentationMs - start).toBeLessThan(700);
  });
});

describe('a gap', () => {
  it('tells the timestamp to expect, the duration and that it was lost', () => {
    const player = new Player();
    for (const index of [0, 1, 5, 6]) player.arrive(index * SPACING_MS, index);
    player.runTo(1000);
    expect(player.gaps).toEqual([new Gap(2, 3, 40 * 8, 60, 'lost')]);
  });

  it('has no duration within a frame', () => {
    const player = new Player();
    for (const index of [0, 1, 3]) player.arrive(index, index, 0);
    player.runTo(1000);
    expect(player.gaps).toEqual([new Gap(2, 1, 0, 0, 'lost')]);
  });

  it('is late when its time had passed as it was found', () => {
    const player = new Player({ latencyMs: 100 });
    player.feed(0, 5);
    player.arrive(20 * SPACING_MS, 20);
    player.runTo(1000);
    expect(player.gaps).toEqual([new Gap(5, 15, 100 * 8, 300, 'late')]);
  });

  it('is too old when the buffer had no room to wait', () => {
    const player = new Player({ maxPackets: 10 });
    for (let index = 0; index < 30; index++) if (index !== 4) player.arrive(0, index, index);
    expect(player.gaps).toEqual([new Gap(4, 1, 32, 1, 'too-old')]);
    expect(player.buffer.held).toBe(10);
  });

  it('tells of what was dropped to hold no more than the latency', () => {
    const player = new Player({ dropOnLatency: true });
    for (let index = 0; index < 20; index++) player.arrive(1, index);
    player.runTo(1000);
    expect(player.indexes).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    expect(player.gaps).toMatchObject([{ sequenceNumber: 0, count: 9, cause: 'dropped-on-latency' }]);
    expect(player.buffer.statistics).toMatchObject({ dropped: 9, lost: 0, delivered: 11 });
  });

  it('B76: of 20 000 packets is one, and what follows comes within the latency', () => {
    const player = new Player();
    player.feed(0, 5);
    for (let index = 20_000; index < 20_010; index++)
      player.arrive(200 + (index - 20_000) * 20, index, 100 + (index - 20_000) * 20);
    player.runTo(1000);
    expect(player.gaps).toMatchObject([{ sequenceNumber: 5, count: 19_995 }]);
    expect(player.indexes.slice(-10)).toEqual(Array.from({ length: 10 }, (_, index) => 20_000 + index));
  });
});

describe('bounds', () => {
  it('counts octets where packets tell them', () => {
    const buffer = new JitterBuffer<SequencedPacket>({ clockRate: 8000, maxBytes: 100_000 });
    const out: unknown[] = [];
    for (let index = 0; index < 2000; index++) {
      buffer.push(0, { ...packet(index, 0), bytes: new Uint8Array(1000) });
      for (let next = buffer.pop(0); next !== undefined; next = buffer.pop(0)) out.push(next);
      expect(buffer.held).toBeLessThanOrEqual(100 + 256);
    }
    expect(out.length + buffer.held).toBe(2000);
    expect(buffer.held).toBeLessThanOrEqual(200);
  });

  it.each([
    { bufferMode: 'skewed' as 'slave' },
    { adaptiveLatency: { minMs: 50, maxMs: 40 } },
    { adaptiveLatency: { minMs: -1, maxMs: 40 } },
    { adaptiveLatency: { minMs: 0, maxMs: 40 }, bufferMode: 'buffer' as const },
    { maxBytes: 0 },
  ])('refuses %j', (options) => {
    expect(() => new JitterBuffer(options)).toThrow(RangeError);
  });
});
