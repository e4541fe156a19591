import { SeededRandom } from '../../src/lab/seeded-random.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SessionDriver, type Sender } from './session-driver.js';
import { toyFormat } from './toy-format.js';

const LATENCY_MS = 200;
const EVERY_MS = 20;
const receive = [
  { payloadType: 96, format: toyFormat() },
  { payloadType: 97, format: toyFormat(), parameters: { apt: '96' } },
  { payloadType: 98, format: toyFormat(48_000) },
];

const sequenceNumber = fc.nat(65_535);
const timestamp = fc.nat(2 ** 32 - 1);
const origin = fc.record({ sequenceNumber, timestamp });

/** Numbers and times of arrival of a sender's packets: each delayed by up to 60 ms, some never heard. */
function arrivals(
  count: number,
  lost: readonly number[],
  delays: readonly number[],
  fromMs: number,
): [number, number][] {
  return Array.from({ length: count }, (_, index): [number, number] => [
    index,
    fromMs + index * EVERY_MS + delays[index % delays.length]!,
  ]).filter(([index]) => !lost.includes(index));
}

const way = fc.record({
  lost: fc.uniqueArray(fc.integer({ min: 3, max: 70 }), { maxLength: 15 }),
  delays: fc.array(fc.nat(60), { minLength: 1, maxLength: 40 }),
});

interface Plan {
  readonly sender: Sender;
  readonly packets: readonly [number, number][];
}

/** All packets of all senders in the order of their arrival; a stretch of silence follows. */
function run(driver: SessionDriver, plans: readonly Plan[]): void {
  const all = plans.flatMap(({ sender, packets }) => packets.map(([index, at]) => ({ sender, index, at })));
  for (const { sender, index, at } of all.toSorted((a, b) => a.at - b.at)) {
    driver.runTo(at);
    driver.arrive(sender, index);
  }
  driver.runTo(driver.now + 2000);
}

/** Whose frames came out of which stream, each sender's in order and none twice. */
function expectUnmixed(driver: SessionDriver, plans: readonly Plan[]): void {
  for (const { sender } of plans) {
    const own = driver.frames.filter(({ name }) => name === sender.name);
    expect(new Set(own.map(({ ssrc }) => ssrc)).size).toBeLessThanOrEqual(1);
    expect(own.every(({ ssrc }) => ssrc === sender.ssrc)).toBe(true);
    const indexes = own.map(({ index }) => index);
    expect(indexes).toEqual([...new Set(indexes)].toSorted((a, b) => a - b));
  }
}

/** From the sixth packet on, every packet that has come is played, within the latency. */
function expectUnstarved(driver: SessionDriver, { sender, packets }: Plan): void {
  const played = new Map(driver.frames.filter(({ name }) => name === sender.name).map((frame) => [frame.index, frame]));
  const missing = packets.filter(([index]) => index > 5 && !played.has(index) && !follows(packets, index));
  expect(missing).toEqual([]);
  const detectedMs = driver.said.findLast(({ output }) => output.type === 'restart')?.at ?? 0;
  for (const { at, arrivalMs } of played.values()) {
    expect(at).toBeLessThanOrEqual(Math.max(arrivalMs + LATENCY_MS, detectedMs) + 1e-6);
  }
}

/** The toy depayloader gives up the frame behind a loss. */
function follows(packets: readonly [number, number][], index: number): boolean {
  return !packets.some(([other]) => other === index - 1);
}

describe('several sources on one port', () => {
  it('an old SSRC and its successor, however they overlap: nothing mixed, nothing starved, at most one restart', () => {
    const property = fc.property(
      origin,
      origin,
      way,
      way,
      fc.integer({ min: -300, max: 3000 }),
      (a, b, one, two, gapMs) => {
        const driver = new SessionDriver({ receive, latencyMs: LATENCY_MS });
        const old = { sender: { ssrc: 1, name: 1, ...a }, packets: arrivals(80, one.lost, one.delays, 0) };
        const beganMs = 80 * EVERY_MS + gapMs;
        const next = { sender: { ssrc: 2, name: 2, ...b }, packets: arrivals(80, two.lost, two.delays, beganMs) };
        run(driver, [old, next]);
        expectUnmixed(driver, [old, next]);
        for (const plan of [old, next]) expectUnstarved(driver, plan);
        const restarts = driver.heard('restart');
        expect(restarts.length).toBeLessThanOrEqual(1);
        if (gapMs >= 100) expect(restarts).toMatchObject([{ previousSsrc: 1, cause: 'source' }]);
        if (gapMs <= -250) expect(restarts).toEqual([]);
      },
    );
    fc.assert(property, { numRuns: 150 });
  });

  it('the same SSRC begun anew anywhere: one restart, nothing mixed, nothing starved', () => {
    const far = fc.integer({ min: 200, max: 65_335 });
    const property = fc.property(
      origin,
      far,
      timestamp,
      way,
      fc.integer({ min: 100, max: 3000 }),
      (a, step, ticks, one, gapMs) => {
        const driver = new SessionDriver({ receive, latencyMs: LATENCY_MS });
        const b = { sequenceNumber: (a.sequenceNumber + 79 + step) & 0xffff, timestamp: (a.timestamp + ticks) >>> 0 };
        const old = { sender: { ssrc: 1, name: 1, ...a }, packets: arrivals(80, one.lost, [0], 0) };
        const again = {
          sender: { ssrc: 1, name: 2, ...b },
          packets: arrivals(80, one.lost, [0], 80 * EVERY_MS + gapMs),
        };
        run(driver, [old, again]);
        expectUnmixed(driver, [old, again]);
        expectUnstarved(driver, old);
        // While every second packet is lost, no row of strays is long enough to be believed.
        const lastsFrom = Math.max(...one.lost, 0) + 6;
        const healthy = {
          ...again,
          packets: again.packets.filter(([index]) => index === lastsFrom - 1 || index >= lastsFrom),
        };
        expectUnstarved(driver, healthy);
        expect(driver.heard('restart').length).toBeLessThanOrEqual(1);
      },
    );
    fc.assert(property, { numRuns: 150 });
  });

  it('a retransmission stream beside its media, and audio beside video: all live, none taken for another', () => {
    const property = fc.property(
      fc.tuple(origin, origin, origin),
      fc.tuple(way, way, way),
      fc.nat(1000),
      (at, ways, delayMs) => {
        const driver = new SessionDriver({ receive, latencyMs: LATENCY_MS });
        const kinds = [96, 97, 98];
        const plans = kinds.map((payloadType, index) => ({
          sender: { ssrc: index + 1, name: index + 1, payloadType, ...at[index]! },
          packets: arrivals(80, ways[index]!.lost, ways[index]!.delays, index * delayMs),
        }));
        run(driver, plans);
        expectUnmixed(driver, plans);
        expectUnstarved(driver, plans[0]!);
        expect(driver.heard('restart')).toEqual([]);
        expect([...driver.session.incoming.keys()].toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
      },
    );
    fc.assert(property, { numRuns: 100 });
  });
});

describe('a way that loses, delays, reorders and repeats', () => {
  const noise = fc.record({
    seed: fc.integer({ min: 1, max: 2 ** 31 }),
    latencyMs: fc.constantFrom(0, 20, 100, 400),
    packetsPerFrame: fc.constantFrom(1, 3, 20, 60),
    frameMs: fc.constantFrom(10, 33, 200),
    loss: fc.constantFrom(0, 0.05, 0.3),
    burst: fc.constantFrom(1, 3, 10, 40),
    frameJitterMs: fc.constantFrom(0, 30, 150, 250),
    packetJitterMs: fc.constantFrom(0, 5, 100),
    duplication: fc.constantFrom(0, 0.05),
  });

  it('is never taken for a restart', () => {
    const property = fc.property(origin, noise, (from, drawn) => {
      const { packetsPerFrame, frameMs, latencyMs } = drawn;
      const random = new SeededRandom(drawn.seed).uint32;
      const draw = (): number => random() / 2 ** 32;
      const arriving: { at: number; index: number }[] = [];
      for (let index = 0, left = 0, delayMs = 0; index < 120 * packetsPerFrame; index++) {
        if (index % packetsPerFrame === 0) delayMs = drawn.frameJitterMs * draw();
        if (left > 0) left--;
        else if (draw() < drawn.loss / drawn.burst) left = drawn.burst;
        if (left > 0 && index > 1) continue;
        const sentMs = Math.floor(index / packetsPerFrame) * frameMs;
        for (let copies = draw() < drawn.duplication ? 2 : 1; copies > 0; copies--) {
          arriving.push({ index, at: sentMs + delayMs + drawn.packetJitterMs * draw() });
        }
      }
      const driver = new SessionDriver({ latencyMs });
      for (const { at, index } of arriving.toSorted((a, b) => a.at - b.at)) {
        driver.runTo(at);
        driver.arrive({ ssrc: 1, ...from, everyMs: frameMs, packetsPerFrame }, index);
      }
      driver.session.close(driver.now);
      expect(driver.heard('restart')).toEqual([]);
    });
    fc.assert(property, { numRuns: 60 });
  });
});

describe('after anything at all', () => {
  const chaos = fc.array(
    fc.record({
      ssrc: fc.constantFrom(1, 1, 1, 2, 3),
      sequenceNumber,
      timestamp,
      run: fc.integer({ min: 1, max: 8 }),
      afterMs: fc.nat(400),
    }),
    { maxLength: 40 },
  );

  it('a healthy stream comes out within the latency, counted from the packet that completes detection; all is accounted for', () => {
    const property = fc.property(chaos, origin, (drawn, healthy) => {
      const driver = new SessionDriver({ latencyMs: LATENCY_MS });
      for (const { run: length, afterMs, ...sender } of drawn) {
        driver.play({ ...sender, name: 9, everyMs: 1 }, 0, length, driver.now + afterMs);
      }
      const sender = { ssrc: 1, name: 1, ...healthy };
      const fromMs = driver.now + EVERY_MS;
      driver.play(sender, 0, 60, fromMs);
      driver.runTo(driver.now + LATENCY_MS + 1e-6);
      const frames = driver.frames.filter(({ name }) => name === 1);
      const played = new Set(frames.map(({ index }) => index));
      const taken = new Set(
        drawn.flatMap((first) => Array.from({ length: first.run }, (_, n) => (first.sequenceNumber + n) & 0xffff)),
      );
      const isTaken = (index: number): boolean => taken.has((healthy.sequenceNumber + index) & 0xffff);
      // A stray that is due earlier makes those before it late, and fewer than five late ones begin nothing anew. The toy
      // depayloader gives up the frame behind a number that a stray has taken.
      const isNearTaken = (index: number): boolean => [-1, 0, 1, 2, 3, 4].some((ahead) => isTaken(index + ahead));
      const missing = Array.from({ length: 60 }, (_, index) => index).filter(
        (index) => index > 5 && !played.has(index),
      );
      expect(missing.filter((index) => !isNearTaken(index))).toEqual([]);
      for (const { at, arrivalMs } of frames) expect(at - arrivalMs).toBeLessThanOrEqual(LATENCY_MS + 1e-6);
      const streams = [...driver.session.incoming.values()];
      driver.session.close(driver.now);
      for (const { statistics, packetsHeld } of streams) {
        const { packetsReceived, packetsDiscarded, packetsDuplicated, jitterBufferEmittedCount } = statistics;
        expect(packetsReceived).toBe(jitterBufferEmittedCount + packetsDiscarded + packetsDuplicated);
        expect(packetsHeld).toBe(0);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });
});
