import { describe, expect, it } from 'vitest';
import { burstLoss, exponentialDelay, Link, SeededRandom, VirtualTime } from '../../src/lab/index.js';

describe('virtual time', () => {
  it('keeps appointments in order of time, and of making within one instant', () => {
    const time = new VirtualTime(100);
    const random = new SeededRandom(1);
    const kept: { at: number; made: number }[] = [];
    for (let made = 0; made < 500; made++) {
      const at = 100 + (random.uint32() % 50);
      time.at(at, () => kept.push({ at, made }));
    }
    time.run(200);
    expect(kept.length).toBe(500);
    expect(kept).toEqual(kept.toSorted((a, b) => a.at - b.at || a.made - b.made));
    expect(time.now).toBe(200);
  });

  it('runs what an appointment makes for the same instant, and leaves what lies beyond', () => {
    const time = new VirtualTime();
    const heard: string[] = [];
    time.at(5, () => time.at(5, () => heard.push('nested')));
    time.at(11, () => heard.push('beyond'));
    time.run(10);
    expect(heard).toEqual(['nested']);
    expect(time.next).toBe(11);
  });
});

describe('seeded randomness', () => {
  it('repeats for a seed and differs between seeds', () => {
    const draw = (seed: number): number[] => {
      const random = new SeededRandom(seed);
      return Array.from({ length: 8 }, random.uint32);
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('is spread evenly over sixteen bins', () => {
    const random = new SeededRandom(42);
    const bins = new Uint32Array(16);
    for (let count = 0; count < 160_000; count++) bins[Math.floor(random.fraction() * 16)]!++;
    for (const bin of bins) expect(Math.abs(bin - 10_000)).toBeLessThan(500);
  });
});

describe('a link', () => {
  it('counts the truth: delivered = sent − lost + duplicated', () => {
    const time = new VirtualTime();
    let arrived = 0;
    const link = new Link(time, { seed: 3, loss: 0.1, duplication: 0.05, delayMs: 10, jitterMs: 30 }, () => arrived++);
    for (let count = 0; count < 10_000; count++) time.at(count, () => link.send(Uint8Array.of(count)));
    time.run(20_000);
    const { sent, lost, duplicated, delivered } = link.statistics;
    expect(sent).toBe(10_000);
    expect(delivered).toBe(sent - lost + duplicated);
    expect(arrived).toBe(delivered);
    expect(lost / sent).toBeCloseTo(0.1, 1);
  });

  it('reorders only when the jitter exceeds the spacing', () => {
    const order = (jitterMs: number): number[] => {
      const time = new VirtualTime();
      const heard: number[] = [];
      const link = new Link(time, { seed: 9, jitterMs }, (bytes) => heard.push(bytes[0]!));
      for (let count = 0; count < 100; count++) time.at(count * 20, () => link.send(Uint8Array.of(count)));
      time.run(10_000);
      return heard;
    };
    const sorted = Array.from({ length: 100 }, (_, index) => index);
    expect(order(19)).toEqual(sorted);
    expect(order(100)).not.toEqual(sorted);
    expect(order(100).toSorted((a, b) => a - b)).toEqual(sorted);
  });

  it('keeps its balance whatever is set: sent + duplicated = delivered + lost + dropped + blocked', () => {
    const time = new VirtualTime();
    const options = {
      seed: 5,
      loss: burstLoss(0.05, 3),
      duplication: 0.02,
      delayMs: 20,
      jitterMs: exponentialDelay(5),
      reorder: { probability: 0.05, delayMs: 30 },
      rate: { bitsPerSecond: 7e5, queueOctets: 5000 },
    };
    const link = new Link(time, options, () => undefined);
    for (let count = 0; count < 10_000; count++) time.at(count, () => link.send(new Uint8Array(90)));
    time.at(3000, () => link.pause('lose'));
    time.at(3200, () => link.resume());
    time.at(6000, () => link.pause('hold'));
    time.at(6100, () => link.resume());
    time.run(20_000);
    const { sent, duplicated, delivered, lost, dropped, blocked, reordered } = link.statistics;
    expect(sent).toBe(10_000);
    expect(sent + duplicated).toBe(delivered + lost + dropped + blocked);
    expect(blocked).toBe(200);
    expect(dropped).toBeGreaterThan(100);
    expect(reordered).toBeGreaterThan(300);
  });

  it('holds back what a pause holds, in order, and loses nothing of it', () => {
    const time = new VirtualTime();
    const heard: [number, number][] = [];
    const link = new Link(time, { seed: 1, delayMs: 5 }, (bytes) => heard.push([time.now, bytes[0]!]));
    link.send(Uint8Array.of(1));
    link.pause('hold');
    for (const number of [2, 3]) time.at(number, () => link.send(Uint8Array.of(number)));
    time.at(50, () => link.resume());
    time.at(51, () => link.send(Uint8Array.of(4)));
    time.run(100);
    expect(heard).toEqual([
      [5, 1],
      [55, 2],
      [55, 3],
      [56, 4],
    ]);
  });

  it('does not grow without end when a flood is held', () => {
    const link = new Link(new VirtualTime(), { seed: 1 }, () => undefined);
    link.pause('hold');
    const datagram = new Uint8Array(1);
    for (let count = 0; count < 70_000; count++) link.send(datagram);
    expect(link.statistics.dropped).toBe(70_000 - 65_536);
  });

  it('lets datagrams through a bottleneck at its rate', () => {
    const time = new VirtualTime();
    const heard: number[] = [];
    const link = new Link(time, { seed: 1, rate: { bitsPerSecond: 80_000, queueOctets: 300 } }, () =>
      heard.push(time.now),
    );
    for (let count = 0; count < 5; count++) link.send(new Uint8Array(100));
    time.run(100);
    expect(heard).toEqual([10, 20, 30]);
    expect(link.statistics.dropped).toBe(2);
  });

  it('refuses probabilities and times that cannot be', () => {
    const make = (options: object) => () => new Link(new VirtualTime(), { seed: 1, ...options }, () => undefined);
    expect(make({ loss: 1.5 })).toThrow(/loss is 1.5, expected a number from 0 to 1/);
    expect(make({ delayMs: -1 })).toThrow(RangeError);
    expect(make({ jitterMs: Number.NaN })).toThrow(RangeError);
  });
});
