import { describe, expect, it } from 'vitest';
import { JitterBuffer, type SequencedPacket } from '../../../src/jitter/index.js';
import { RestartDetector } from '../../../src/session/incoming/restart-detector.js';

/** A detector in front of a jitter buffer, at 90 kHz; notes what is accepted and where the sequence begins anew. */
class Bench {
  readonly accepted: (number | string)[] = [];
  readonly buffer: JitterBuffer<SequencedPacket>;
  readonly detector: RestartDetector<SequencedPacket>;
  now = 0;

  constructor(latencyMs = 200) {
    this.buffer = new JitterBuffer({ latencyMs, clockRate: 90_000 });
    this.detector = new RestartDetector(this.buffer, {
      accept: (arrivalMs, packet) => this.#accept(arrivalMs, packet),
      restart: (_, sequenceNumber) => {
        this.accepted.push(`anew at ${sequenceNumber}`);
        this.buffer.drain();
        this.#pop();
        this.buffer.restart();
      },
      placeOf: (packet) => this.buffer.placeOf(packet),
    });
    this.detector.clockRate = 90_000;
  }

  at(arrivalMs: number, sequenceNumber: number, timestampMs: number): void {
    this.now = arrivalMs;
    this.#pop();
    const packet = { sequenceNumber: sequenceNumber & 0xffff, timestamp: (timestampMs * 90) >>> 0 };
    if (this.detector.follows(arrivalMs, packet)) this.#accept(arrivalMs, packet);
    else this.detector.push(arrivalMs, packet);
    this.#pop();
  }

  /** `count` packets, one each `everyMs`, their timestamps those of the times at which they arrive, moved by `shiftMs`. */
  feed(first: number, count: number, everyMs: number, fromMs: number, shiftMs = 0): void {
    for (let index = 0; index < count; index++) {
      this.at(fromMs + index * everyMs, first + index, fromMs + index * everyMs + shiftMs);
    }
  }

  take(): (number | string)[] {
    return this.accepted.splice(0);
  }

  #accept(arrivalMs: number, packet: SequencedPacket): void {
    this.accepted.push(packet.sequenceNumber);
    this.buffer.push(arrivalMs, packet);
  }

  #pop(): void {
    while (this.buffer.pop(this.now) !== undefined);
  }
}

/** 50 packets/s for 4 s, the last of them number 199 at 3980 ms: limits of 3000 ahead and 100 back. */
function at50PerSecond(latencyMs?: number): Bench {
  const bench = new Bench(latencyMs);
  bench.feed(0, 200, 20, 0);
  bench.take();
  return bench;
}

describe('RFC 3550 A.1 limits in time', () => {
  it.each([
    [20, 3000],
    [100, 600],
    [500, 120],
    [1, 16_384],
  ])('one packet every %i ms may step %i ahead', (everyMs, dropout) => {
    const within = (step: number): boolean => {
      const bench = new Bench(4000);
      const count = Math.max(50, Math.ceil(5000 / everyMs));
      bench.feed(0, count, everyMs, 0);
      bench.take();
      const last = count - 1;
      bench.at(last * everyMs + 1, last + step, (last + step) * everyMs);
      return bench.accepted.length === 1;
    };
    expect([within(dropout), within(dropout + 1)]).toEqual([true, false]);
  });

  it('are those of the RFC while the rate is unknown', () => {
    const bench = new Bench();
    bench.at(0, 0, 0);
    bench.at(1, 3000, 1);
    bench.at(2, 6001, 2);
    expect(bench.take()).toEqual([0, 3000]);
  });

  it('stay small enough for a jump to be seen at 547 packets/s, for which 60 s are half of all numbers', () => {
    const bench = new Bench();
    bench.feed(0, 2000, 1000 / 547, 0);
    bench.take();
    bench.feed(1999 + 32_700, 5, 2, 3700, 500_000);
    expect(bench.take()[0]).toBe('anew at 34699');
  });
});

describe('a run of strays', () => {
  it('of five consecutive packets is the sequence begun anew, and all five are delivered', () => {
    const bench = at50PerSecond(400);
    bench.feed(30_000, 4, 20, 4000, 77_000);
    expect(bench.take()).toEqual([]);
    expect(bench.detector.parked).toBe(4);
    bench.feed(30_004, 2, 20, 4080, 77_000);
    expect(bench.take()).toEqual(['anew at 30000', 30_000, 30_001, 30_002, 30_003, 30_004, 30_005]);
  });

  it('of two is enough when they span half the latency', () => {
    const bench = at50PerSecond(200);
    bench.feed(30_000, 2, 99, 4000);
    expect(bench.take()).toEqual([]);
    bench.feed(40_000, 2, 100, 5000);
    expect(bench.take()).toEqual(['anew at 40000', 40_000, 40_001]);
    expect(bench.detector.discarded).toBe(2);
  });

  it('that is broken off begins again', () => {
    const bench = at50PerSecond(400);
    for (const number of [500, 501, 502, 600, 601, 602, 603]) bench.at(4000, 20_000 + number, 0);
    expect(bench.take()).toEqual([]);
    bench.at(4001, 20_604, 0);
    expect(bench.take()[0]).toBe('anew at 20600');
  });

  it('is found although neighbours have changed places, or one is missing', () => {
    const bench = at50PerSecond(400);
    for (const number of [1, 0, 3, 2, 5, 4]) bench.at(4000 + number, 20_000 + number, 0);
    expect(bench.take()).toEqual(['anew at 20000', 20_001, 20_000, 20_003, 20_002, 20_005, 20_004]);
    for (const number of [0, 2, 3, 4, 5, 6]) bench.at(4100 + number, 40_000 + number, 0);
    expect(bench.take()).toEqual(['anew at 40000', 40_000, 40_002, 40_003, 40_004, 40_005, 40_006]);
  });

  it('is none of every other number, before half the latency has passed or after', () => {
    const bench = at50PerSecond(400);
    for (let number = 0; number < 40; number += 2) bench.at(4000 + number * 20, 20_000 + number, 0);
    expect(bench.take()).toEqual([]);
  });

  it('of one is given up when the sequence goes on, and loses nothing', () => {
    const bench = at50PerSecond();
    bench.at(3990, 40_000, 123_456);
    bench.feed(200, 50, 20, 4000);
    expect(bench.take()).toHaveLength(50);
    expect(bench.buffer.statistics).toMatchObject({ lost: 0, restarts: 0 });
    expect(bench.detector.discarded).toBe(1);
  });

  it('does not take over while the sequence goes on beside it', () => {
    const bench = at50PerSecond();
    for (let index = 0; index < 100; index++) {
      bench.at(4000 + index * 20, 200 + index, 4000 + index * 20);
      bench.at(4001 + index * 20, 40_000 + index, index);
    }
    expect(bench.take()).toEqual(Array.from({ length: 100 }, (_, index) => 200 + index));
  });

  it('B73: of a jump by 20 000 is found at the fifth packet', () => {
    const bench = at50PerSecond();
    bench.feed(20_199, 6, 20, 4000);
    expect(bench.take()).toEqual(['anew at 20199', 20_199, 20_200, 20_201, 20_202, 20_203, 20_204]);
  });

  it('B73: is none when all arrivals are held back for 20 000 packets', () => {
    const bench = at50PerSecond();
    for (let index = 200; index < 400; index++) bench.at(4000 + 400_000, index, index * 20);
    expect(bench.take()).toHaveLength(200);
    expect(bench.detector.discarded).toBe(0);
  });
});

describe('late packets', () => {
  it('all in a row are the sequence begun anew when their timestamps are not those of latecomers', () => {
    const bench = at50PerSecond();
    bench.feed(150, 5, 20, 4500, 9_000_000);
    expect(bench.take()).toEqual(['anew at 150', 150, 151, 152, 153, 154]);
  });

  it('are the sequence begun anew when nothing else comes for 250 ms, whatever their timestamps', () => {
    const bench = at50PerSecond();
    for (let index = 0; index < 13; index++) bench.at(6000 + index * 20, 120 + index, 2400 + index * 20 + 1);
    expect(bench.take()).toEqual([]);
    bench.at(6260, 133, 2661);
    expect(bench.take()[0]).toBe('anew at 120');
  });

  it('are so while one in ten is lost, too', () => {
    const bench = at50PerSecond();
    for (let index = 0; index < 15; index++) {
      if (index % 10 !== 9) bench.at(6000 + index * 20, 120 + index, 2400 + index * 20 + 1);
    }
    expect(bench.take().slice(0, 11)).toEqual(['anew at 120', 120, 121, 122, 123, 124, 125, 126, 127, 128, 130]);
  });

  it('that come as one late picture are late, and no new beginning', () => {
    const bench = new Bench(100);
    bench.feed(0, 100, 20, 0);
    const late = Array.from({ length: 40 }, (_, index) => 100 + index);
    bench.feed(140, 10, 20, 2000);
    bench.take();
    for (const number of late) bench.at(2300, number, 1990);
    bench.feed(150, 1, 20, 2310, -110);
    expect(bench.take()).toEqual([...late, 150]);
    expect(bench.buffer.statistics).toMatchObject({ late: 40, lost: 40, restarts: 0 });
  });

  it('that hold a place already taken by another packet are strays', () => {
    const bench = new Bench(5000);
    bench.feed(0, 100, 20, 0);
    bench.take();
    bench.feed(90, 5, 20, 2000, 9_000_000);
    expect(bench.take()[0]).toBe('anew at 90');
  });

  it('that came before are duplicates, however many', () => {
    const bench = at50PerSecond();
    for (let index = 180; index < 200; index++) bench.at(4000, index, index * 20);
    bench.feed(200, 1, 20, 4001);
    expect(bench.take()).toHaveLength(21);
    expect(bench.buffer.statistics).toMatchObject({ duplicate: 20, restarts: 0 });
  });
});

describe('a jump inside the limits', () => {
  it('is a new beginning when the timestamp disagrees by more than a second', () => {
    const bench = at50PerSecond();
    bench.feed(199 + 500, 5, 20, 4000);
    expect(bench.take()[0]).toBe('anew at 699');
  });

  it('is loss when the timestamp agrees', () => {
    const bench = at50PerSecond();
    bench.feed(199 + 500, 5, 20, 4000, 10_000);
    expect(bench.take()).toEqual([699, 700, 701, 702, 703]);
  });

  it('is loss when the timestamp agrees with the time that has passed: the source had paused', () => {
    const bench = at50PerSecond();
    bench.feed(201, 5, 20, 3_600_000);
    expect(bench.take()).toEqual([201, 202, 203, 204, 205]);
  });

  it('B72: is loss after a pause of 8 h, for which a timestamp seems to step back', () => {
    const bench = at50PerSecond();
    bench.feed(201, 5, 20, 8 * 3_600_000);
    expect(bench.take()).toEqual([201, 202, 203, 204, 205]);
  });

  it('is loss when it is a key frame of one timestamp, no larger than others before', () => {
    const bench = new Bench();
    let number = 0;
    for (let frame = 0; frame < 120; frame++) {
      for (let left = frame % 30 === 0 ? 80 : 1; left > 0; left--) bench.at(frame * 33, number++, frame * 33);
    }
    bench.take();
    bench.at(120 * 33 + 33, number + 80, 120 * 33 + 33);
    expect(bench.take()).toEqual([number + 80]);
  });

  it('is no storm of losses when it leads nowhere', () => {
    const bench = at50PerSecond();
    bench.at(3990, 199 + 2000, 1_234_567);
    bench.feed(200, 50, 20, 4000);
    expect(bench.take()).toHaveLength(50);
    expect(bench.buffer.statistics.lost).toBe(0);
  });
});

describe('bounds', () => {
  it('parks no more than 64 packets', () => {
    const bench = at50PerSecond();
    for (let index = 0; index < 90; index++) bench.at(4200, 105 + index, 2101 + index * 20);
    expect(bench.detector.parked).toBeLessThanOrEqual(64);
  });

  it('gives up what is parked when the stream ends', () => {
    const bench = at50PerSecond();
    bench.feed(40_000, 3, 1, 4000);
    bench.detector.flush();
    expect([bench.detector.parked, bench.detector.discarded]).toEqual([0, 3]);
  });
});
