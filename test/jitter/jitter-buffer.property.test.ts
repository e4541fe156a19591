import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Gap, JitterBuffer, type GapCause, type SequencedPacket } from '../../src/jitter/index.js';
import { PlainBuffer, type PlainOutput, type PlainRules } from './plain-buffer.js';

/** A millisecond is a whole number of ticks, and a tick is exact in binary, so that model and buffer agree to the last bit. */
const CLOCK_RATE = 64_000;
const TICKS_PER_MS = CLOCK_RATE / 1000;

/** Both buffers side by side; the real one sees the numbers modulo 2^16 and 2^32. */
class Pair {
  readonly model: PlainBuffer;
  readonly real: JitterBuffer<SequencedPacket>;
  readonly #firstSequenceNumber: number;
  readonly #firstTimestamp: number;
  now = 0;
  /** The packet that was sent last, and media time less that of the number: a restart moves it. */
  number = 0;
  shiftMs = 0;
  received = 0;

  constructor(rules: PlainRules, firstSequenceNumber: number, firstTimestamp: number) {
    this.model = new PlainBuffer({ ...rules });
    this.real = new JitterBuffer({ ...rules, clockRate: CLOCK_RATE });
    this.#firstSequenceNumber = firstSequenceNumber;
    this.#firstTimestamp = firstTimestamp;
  }

  push(number: number, mediaMs: number): void {
    this.received++;
    this.model.push(this.now, { number, mediaMs });
    this.real.push(this.now, {
      sequenceNumber: (this.#firstSequenceNumber + number) & 0xffff,
      timestamp: (this.#firstTimestamp + mediaMs * TICKS_PER_MS) >>> 0,
    });
    this.compare();
  }

  /** What comes out now, and every counter, is the same. */
  compare(): void {
    const out: object[] = [];
    for (let next = this.real.pop(this.now); next !== undefined; next = this.real.pop(this.now)) {
      out.push(next instanceof Gap ? next : { number: next.sequenceNumber });
    }
    expect(out).toEqual(this.model.popAll(this.now).map((item) => this.#wrap(item)));
    const { received, delivered, duplicate, late, dropped, lost } = this.real.statistics;
    expect({ duplicate, late, dropped, lost, held: this.real.held, received }).toEqual({
      lost: this.model.lost,
      duplicate: this.model.duplicate,
      late: this.model.late,
      dropped: this.model.dropped,
      held: this.model.held,
      received: this.received,
    });
    expect(received).toBe(delivered + duplicate + late + dropped + this.real.held);
  }

  #wrap(output: PlainOutput): object {
    const wrap = (number: number): number => (this.#firstSequenceNumber + number) & 0xffff;
    if ('number' in output) return { number: wrap(output.number) };
    const timestamp = (this.#firstTimestamp + output.fromMediaMs * TICKS_PER_MS) >>> 0;
    return new Gap(wrap(output.gapFrom), output.count, timestamp, output.durationMs, output.cause as GapCause);
  }
}

/** Frames of three packets every 60 ms. */
function mediaMsOf(number: number): number {
  return Math.floor(number / 3) * 60;
}

type Command = fc.Command<object, Pair>;

const always = (): boolean => true;

/** The next packet, some of its predecessors being lost. */
function arrive(lost: number): Command {
  return {
    check: always,
    run(_, pair) {
      pair.number += 1 + lost;
      pair.push(pair.number, mediaMsOf(pair.number) + pair.shiftMs);
    },
    toString: () => `arrive(${lost})`,
  };
}

/** Several packets at once, as the fragments of a picture. */
function arriveInRow(count: number): Command {
  return {
    check: always,
    run(_, pair) {
      for (let left = count; left > 0; left--) {
        pair.number++;
        pair.push(pair.number, mediaMsOf(pair.number) + pair.shiftMs);
      }
    },
    toString: () => `arriveInRow(${count})`,
  };
}

/** A packet that was sent `back` packets ago: reordered, late or a duplicate. */
function arriveAgain(back: number): Command {
  return {
    check: always,
    run(_, pair) {
      const number = pair.number - back;
      pair.push(number, mediaMsOf(number) + pair.shiftMs);
    },
    toString: () => `arriveAgain(${back})`,
  };
}

/** The source goes on elsewhere, numbers and timestamps both, and somebody has noticed. */
function restart(step: number, shiftMs: number): Command {
  return {
    check: always,
    run(_, pair) {
      pair.number += step;
      pair.shiftMs = shiftMs;
      pair.model.restart();
      pair.real.restart();
      pair.compare();
    },
    toString: () => `restart(${step}, ${shiftMs})`,
  };
}

function setLatency(latencyMs: number): Command {
  return {
    check: always,
    run(_, pair) {
      pair.model.rules.latencyMs = latencyMs;
      pair.real.latencyMs = latencyMs;
      pair.compare();
    },
    toString: () => `setLatency(${latencyMs})`,
  };
}

function wait(ms: number): Command {
  return {
    check: always,
    run(_, pair) {
      pair.now += ms;
      pair.compare();
    },
    toString: () => `wait(${ms})`,
  };
}

/** Time passes up to the next deadline, which the buffer must name itself; a tick, because a clock that rises leaves them. */
function waitForTimeout(): Command {
  return {
    check: always,
    run(_, pair) {
      const due = pair.real.nextTimeout();
      if (due === Infinity) return;
      const before = pair.real.statistics.delivered;
      pair.now = Math.max(pair.now, Math.ceil(due * TICKS_PER_MS) / TICKS_PER_MS);
      pair.compare();
      expect(pair.real.statistics.delivered).toBeGreaterThan(before);
    },
    toString: () => 'waitForTimeout',
  };
}

const commands = fc.commands(
  [
    fc.constant(arrive(0)),
    fc.constant(arrive(0)),
    fc.integer({ min: 0, max: 6 }).map(arrive),
    fc.integer({ min: 2, max: 7 }).map(arriveInRow),
    fc.integer({ min: 0, max: 30 }).map(arriveAgain),
    fc
      .tuple(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -50_000, max: 50_000 }))
      .map((to) => restart(...to)),
    fc.integer({ min: 0, max: 60 }).map(wait),
    fc.constant(wait(20)),
    fc.constant(waitForTimeout()),
    fc.constantFrom(0, 20, 100, 400, 1500).map(setLatency),
  ],
  { maxCommands: 400, size: 'max' },
);

const rules: fc.Arbitrary<PlainRules> = fc.record({
  latencyMs: fc.constantFrom(0, 20, 100, 400),
  handOn: fc.boolean(),
  dropOnLatency: fc.boolean(),
});

describe('the jitter buffer against a plain model', () => {
  it('hands out the same packets and gaps at the same times and counts the same', () => {
    const property = fc.property(
      rules,
      fc.constantFrom(0, 100, 65_500, 32_760),
      fc.constantFrom(0, 2 ** 32 - 64_000, 2 ** 31 - 64_000),
      commands,
      (drawnRules, firstSequenceNumber, firstTimestamp, drawn) => {
        fc.modelRun(() => ({ model: {}, real: new Pair(drawnRules, firstSequenceNumber, firstTimestamp) }), drawn);
      },
    );
    fc.assert(property, { numRuns: 400 });
  });
});

interface Trace {
  readonly latencyMs: number;
  readonly first: number;
  /** Of each packet sent every 20 ms: its delay in ms, or undefined where it is lost. */
  readonly delays: readonly (number | undefined)[];
}

const traces: fc.Arbitrary<Trace> = fc.integer({ min: 0, max: 300 }).chain((latencyMs) =>
  fc.record({
    latencyMs: fc.constant(latencyMs),
    first: fc.integer({ min: 0, max: 65_535 }),
    delays: fc.array(fc.option(fc.integer({ min: 0, max: latencyMs }), { nil: undefined, freq: 5 }), { minLength: 5 }),
  }),
);

describe('a link whose delay varies no more than the latency', () => {
  it('loses nothing that arrived, finds every gap once, and never lets a packet wait beyond its deadline', () => {
    const property = fc.property(traces, ({ latencyMs, first, delays }) => {
      const buffer = new JitterBuffer<SequencedPacket>({ latencyMs, clockRate: CLOCK_RATE });
      const arrivals = delays
        .flatMap((delay, index) => (delay === undefined ? [] : [{ index, at: index * 20 + delay }]))
        .toSorted((a, b) => a.at - b.at);
      const out: number[] = [];
      const released: number[] = [];
      const pop = (now: number): void => {
        for (let next = buffer.pop(now); next !== undefined; next = buffer.pop(now)) {
          if (next instanceof Gap) continue;
          out.push((next.sequenceNumber - first) & 0xffff);
          released.push(now);
          expect(now - buffer.lastArrivalMs).toBeLessThanOrEqual(latencyMs + 1e-6);
        }
      };
      for (const { index, at } of arrivals) {
        for (let due = buffer.nextTimeout(); due < at; due = buffer.nextTimeout()) pop(due);
        buffer.push(at, { sequenceNumber: (first + index) & 0xffff, timestamp: index * 20 * TICKS_PER_MS });
        pop(at);
      }
      for (let due = buffer.nextTimeout(); due < Infinity; due = buffer.nextTimeout()) pop(due);
      const arrived = delays.flatMap((delay, index) => (delay === undefined ? [] : [index]));
      expect(out).toEqual(arrived);
      expect(released).toEqual([...released].toSorted((a, b) => a - b));
      expect(buffer.statistics.lost).toBe((arrived.at(-1) ?? -1) - (arrived[0] ?? 0) + 1 - arrived.length);
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe('packets of any numbers at any time', () => {
  const arbitrary = fc.array(
    fc.record({
      sequenceNumber: fc.nat(65_535),
      timestamp: fc.nat(2 ** 32 - 1),
      afterMs: fc.nat(500),
      run: fc.integer({ min: 1, max: 8 }),
    }),
    { maxLength: 60 },
  );

  it('are never handed out twice, all accounted for, and a stream begun anew plays after them within the latency', () => {
    const property = fc.property(arbitrary, fc.nat(65_535), (chaos, healthy) => {
      const buffer = new JitterBuffer<SequencedPacket>({ latencyMs: 100, clockRate: CLOCK_RATE, maxPackets: 64 });
      const seen = new Set<SequencedPacket>();
      let now = 0;
      const push = (packet: SequencedPacket): void => {
        buffer.push(now, packet);
        for (let next = buffer.pop(now); next !== undefined; next = buffer.pop(now)) {
          if (next instanceof Gap) continue;
          expect(seen.has(next)).toBe(false);
          seen.add(next);
        }
        const { received, delivered, late, duplicate, dropped } = buffer.statistics;
        expect(received).toBe(delivered + late + duplicate + dropped + buffer.held);
        expect(buffer.held).toBeLessThanOrEqual(64);
      };
      for (const { sequenceNumber, timestamp, afterMs, run } of chaos) {
        now += afterMs;
        for (let index = 0; index < run; index++)
          push({ sequenceNumber: (sequenceNumber + index) & 0xffff, timestamp });
      }
      buffer.restart();
      const stream = Array.from({ length: 20 }, (_, index) => ({
        sequenceNumber: (healthy + index) & 0xffff,
        timestamp: index * 900,
      }));
      for (const packet of stream) {
        push(packet);
        now += 10;
      }
      now += 100;
      push({ sequenceNumber: (healthy + 20) & 0xffff, timestamp: 20 * 900 });
      expect(stream.filter((packet) => !seen.has(packet))).toEqual([]);
    });
    fc.assert(property, { numRuns: 500 });
  });
});
