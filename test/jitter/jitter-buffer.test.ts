import { describe, expect, it } from 'vitest';
import { Gap, JitterBuffer, type JitterBufferOptions, type SequencedPacket } from '../../src/jitter/index.js';

/** Everything that has come out by `now`: sequence numbers, and gaps as `first+count`. */
function popAll(buffer: JitterBuffer<SequencedPacket>, now: number): (number | string)[] {
  const out: (number | string)[] = [];
  for (let next = buffer.pop(now); next !== undefined; next = buffer.pop(now)) {
    out.push(next instanceof Gap ? `${next.sequenceNumber}+${next.count}` : next.sequenceNumber);
  }
  return out;
}

/** 30 frames per second at 90 kHz, one packet each. */
function packet(index: number, firstSequenceNumber = 0, firstTimestamp = 0): SequencedPacket {
  return {
    sequenceNumber: (firstSequenceNumber + index) & 0xffff,
    timestamp: (firstTimestamp + index * 3000) >>> 0,
  };
}

const FRAME_MS = 1000 / 30;

function make(options: JitterBufferOptions = {}): JitterBuffer<SequencedPacket> {
  return new JitterBuffer({ latencyMs: 200, clockRate: 90_000, ...options });
}

/** Packets `from` to `to` arrive when they are sent; returns what came out meanwhile. */
function feed(
  buffer: JitterBuffer<SequencedPacket>,
  from: number,
  to: number,
  shape: (index: number) => SequencedPacket = packet,
): (number | string)[] {
  const out: (number | string)[] = [];
  for (let index = from; index <= to; index++) {
    buffer.push(index * FRAME_MS, shape(index));
    out.push(...popAll(buffer, index * FRAME_MS));
  }
  return out;
}

describe('release by deadline', () => {
  it('holds each packet for the latency and not a moment longer', () => {
    const buffer = make();
    buffer.push(1000, packet(0));
    expect(buffer.nextTimeout()).toBe(1200);
    expect(popAll(buffer, 1199.999)).toEqual([]);
    expect(popAll(buffer, 1200)).toEqual([0]);
    expect(buffer.lastArrivalMs).toBe(1000);
  });

  it('takes the delay of a packet off its wait', () => {
    const buffer = make();
    buffer.push(1000, packet(0));
    buffer.push(1000 + FRAME_MS + 50, packet(1));
    popAll(buffer, 1200);
    expect(buffer.nextTimeout()).toBeCloseTo(1200 + FRAME_MS, 9);
  });

  it('hands out the tail through nextTimeout when nothing more arrives', () => {
    const buffer = make();
    for (let index = 0; index < 3; index++) buffer.push(index * FRAME_MS, packet(index));
    const times: number[] = [];
    while (buffer.nextTimeout() !== Infinity) {
      times.push(buffer.nextTimeout());
      expect(popAll(buffer, buffer.nextTimeout())).toHaveLength(1);
    }
    expect(times).toEqual([0, 1, 2].map((index) => expect.closeTo(200 + index * FRAME_MS, 9)));
  });

  it('hands on at once what is in order when the latency is 0', () => {
    expect(feed(make({ latencyMs: 0 }), 0, 4)).toEqual([0, 1, 2, 3, 4]);
  });

  it('neither holds nor reorders packets whose timestamps step back, as those of B-frames do', () => {
    const buffer = make({ latencyMs: 100 });
    const presentation = [0, 3, 1, 2, 6, 4, 5, 9, 7, 8];
    const out: (number | string)[] = [];
    presentation.forEach((order, index) => {
      buffer.push(index * FRAME_MS, { sequenceNumber: index, timestamp: order * 3000 });
      out.push(...popAll(buffer, index * FRAME_MS));
    });
    out.push(...popAll(buffer, 9 * FRAME_MS + 100));
    expect(out).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('comes back from a suspended host with everything that was due meanwhile', () => {
    const buffer = make();
    for (let index = 0; index < 5; index++) buffer.push(index * FRAME_MS, packet(index));
    expect(popAll(buffer, 3_600_000)).toEqual([0, 1, 2, 3, 4]);
    expect(buffer.nextTimeout()).toBe(Infinity);
  });

  it('never waits longer than the latency, whatever a timestamp says', () => {
    const buffer = make();
    const timestamps = [0, 0xffff_ffff, 0x8000_0000, 5, 0x7fff_ffff, 0, 90_000_000];
    timestamps.forEach((timestamp, index) => {
      buffer.push(index, { sequenceNumber: index, timestamp });
    });
    expect(popAll(buffer, timestamps.length + 200)).toHaveLength(timestamps.length);
  });

  it('goes back to the full latency when the source has paused', () => {
    const buffer = make();
    feed(buffer, 0, 10);
    buffer.push(60_000, packet(11));
    popAll(buffer, 60_000);
    expect(buffer.nextTimeout()).toBe(60_200);
  });
});

describe('order, loss, duplicates', () => {
  it('puts packets back in order and finds no gap where none is', () => {
    const buffer = make();
    for (const index of [2, 0, 1, 4, 3]) buffer.push(100, packet(index));
    expect(popAll(buffer, 500)).toEqual([0, 1, 2, 3, 4]);
    expect(buffer.statistics.lost).toBe(0);
  });

  it('finds one gap for a run of lost packets, when the successor is due', () => {
    const buffer = make();
    for (const index of [0, 1, 5]) buffer.push(index * FRAME_MS, packet(index));
    expect(popAll(buffer, 200 + FRAME_MS)).toEqual([0, 1]);
    expect(popAll(buffer, 199.99 + 5 * FRAME_MS)).toEqual([]);
    expect(popAll(buffer, 200 + 5 * FRAME_MS)).toEqual(['2+3', 5]);
    expect(buffer.statistics.lost).toBe(3);
  });

  it('takes a packet that comes before its gap is given up', () => {
    const buffer = make();
    for (const index of [0, 2]) buffer.push(index * FRAME_MS, packet(index));
    buffer.push(199, packet(1));
    expect(popAll(buffer, 400)).toEqual([0, 1, 2]);
  });

  it('counts what comes too late, once and under no other name', () => {
    const buffer = make({ latencyMs: 50 });
    for (const index of [0, 2, 3]) buffer.push(index * FRAME_MS, packet(index));
    popAll(buffer, 200);
    buffer.push(201, packet(1));
    buffer.push(202, packet(4));
    expect(popAll(buffer, 300)).toEqual([4]);
    expect(buffer.statistics).toMatchObject({ received: 5, delivered: 4, late: 1, duplicate: 0, dropped: 0, lost: 1 });
  });

  it('counts duplicates of what is held and of what has left', () => {
    const buffer = make();
    buffer.push(0, packet(0));
    buffer.push(1, packet(0));
    popAll(buffer, 200);
    buffer.push(201, packet(0));
    expect(buffer.statistics).toMatchObject({ received: 3, delivered: 1, duplicate: 2, late: 0 });
    expect(buffer.held).toBe(0);
  });
});

describe('numbers that wrap', () => {
  it('B70: passes 65535 with loss, duplication and reordering at the edge', () => {
    const buffer = make();
    const at = (index: number): SequencedPacket => packet(index, 65_533);
    for (const index of [0, 1, 3, 3, 2, 6, 5]) buffer.push(index * FRAME_MS, at(index));
    expect(popAll(buffer, 1000)).toEqual([65_533, 65_534, 65_535, 0, '1+1', 2, 3]);
    expect(buffer.statistics).toMatchObject({ duplicate: 1, lost: 1, late: 0 });
  });

  it('B70: begins anew exactly at the wrap when told to', () => {
    const buffer = make();
    feed(buffer, 0, 20, (index) => packet(index, 30_000));
    popAll(buffer, 5000);
    buffer.restart();
    for (let index = 0; index < 6; index++) buffer.push(6000 + index, packet(index, 65_535, 0x1234_5678));
    expect(popAll(buffer, 6500)).toEqual([65_535, 0, 1, 2, 3, 4]);
    expect(buffer.statistics).toMatchObject({ restarts: 1, late: 0, dropped: 0 });
  });

  it('B71: both wraps at once change no deadline', () => {
    const plain = make();
    const wrapping = make();
    for (let index = 0; index < 10; index++) {
      plain.push(index * FRAME_MS, packet(index));
      wrapping.push(index * FRAME_MS, packet(index, 65_531, 2 ** 32 - 15_000));
    }
    for (let index = 0; index < 10; index++) {
      const due = plain.nextTimeout();
      expect(wrapping.nextTimeout()).toBeCloseTo(due, 6);
      expect(popAll(plain, due + 0.001)).toHaveLength(1);
      expect(popAll(wrapping, due + 0.001)).toHaveLength(1);
    }
  });

  it('B71: does not take a reordered timestamp for a full turn', () => {
    const buffer = make();
    for (const index of [0, 2, 1, 3]) buffer.push(index * FRAME_MS, packet(index, 0, 2 ** 32 - 4500));
    expect(popAll(buffer, 200 + FRAME_MS)).toEqual([0, 1]);
    expect(buffer.nextTimeout()).toBeCloseTo(200 + 2 * FRAME_MS, 6);
  });
});

describe('B74: jumps of the sequence number', () => {
  it.each([1, 2, 101, 2999, 3000, 3001, 32_766])('B74: a step of %i ahead is one gap', (step) => {
    const buffer = make();
    buffer.push(0, packet(0));
    popAll(buffer, 200);
    buffer.push(300, packet(step));
    const gap = step === 1 ? [] : [`1+${step - 1}`];
    expect(popAll(buffer, 500)).toEqual([...gap, step]);
  });

  it.each([32_769, 40_000, 65_535])('B74: a step of %i is one back, and late', (step) => {
    const buffer = make();
    buffer.push(0, packet(0));
    popAll(buffer, 200);
    expect(buffer.placeOf(packet(step))).toBe('late');
    buffer.push(300, packet(step));
    expect(buffer.statistics).toMatchObject({ late: 1, lost: 0 });
  });
});

describe('the place of a packet in the sequence', () => {
  it('tells what is new, what came again, what another packet has taken and what is late', () => {
    const buffer = make();
    expect(buffer.placeOf(packet(9))).toBe('free');
    for (const index of [9, 10]) buffer.push(index, packet(index));
    expect([packet(8), packet(9), packet(11)].map((at) => buffer.placeOf(at))).toEqual(['free', 'duplicate', 'free']);
    expect(buffer.placeOf({ sequenceNumber: 10, timestamp: 1 })).toBe('taken');
    expect(buffer.placeOf({ sequenceNumber: 10 + 64, timestamp: 1 })).toBe('free');
    popAll(buffer, 1000);
    expect([packet(8), packet(10)].map((at) => buffer.placeOf(at))).toEqual(['late', 'duplicate']);
  });

  it('is free again for every number after a restart, which drops what is held', () => {
    const buffer = make();
    buffer.push(0, packet(1));
    buffer.restart();
    expect(buffer.placeOf(packet(1))).toBe('free');
    expect(buffer.statistics).toMatchObject({ received: 1, dropped: 1, restarts: 1 });
  });
});

describe('a clock rate that the stream itself tells', () => {
  it('orders by sequence and holds by arrival until then', () => {
    const buffer = new JitterBuffer<SequencedPacket>({ latencyMs: 200 });
    buffer.push(1000, packet(1));
    buffer.push(1010, packet(0));
    expect(buffer.nextTimeout()).toBe(1210);
    expect(popAll(buffer, 1210)).toEqual([0, 1]);
  });

  it('re-bases what it holds without losing any of it', () => {
    const told = make();
    const untold = new JitterBuffer<SequencedPacket>({ latencyMs: 200 });
    const delays = [30, 0, 45, 10, 0];
    delays.forEach((delayMs, index) => {
      told.push(index * FRAME_MS + delayMs, packet(index));
      untold.push(index * FRAME_MS + delayMs, packet(index));
    });
    untold.clockRate = 90_000;
    for (let left = delays.length; left > 0; left--) {
      expect(untold.nextTimeout()).toBe(told.nextTimeout());
      expect(popAll(told, told.nextTimeout())).toEqual(popAll(untold, untold.nextTimeout()));
      if (told.nextTimeout() === Infinity) break;
    }
    expect(untold.statistics).toEqual(told.statistics);
    expect(untold.statistics.delivered).toBe(delays.length);
  });

  it.each([1, 8000, 192_000, 2 ** 32 - 1])('B81: %i ticks per second delay nothing beyond the latency', (clockRate) => {
    const buffer = make({ clockRate });
    for (let index = 0; index < 50; index++) buffer.push(index * 10, packet(index));
    expect(popAll(buffer, 49 * 10 + 200)).toHaveLength(50);
  });
});

describe('bounds', () => {
  it('lets the oldest go before their time when more are held than allowed', () => {
    const buffer = make({ maxPackets: 100 });
    const out: (number | string)[] = [];
    for (let index = 0; index < 150; index++) {
      buffer.push(0, packet(index));
      out.push(...popAll(buffer, 0));
    }
    expect(out).toHaveLength(50);
    expect(buffer.held).toBe(100);
    expect(popAll(buffer, 5000)).toHaveLength(100);
  });

  it('holds a bounded number of packets even when nobody takes them', () => {
    const buffer = make();
    for (let index = 0; index < 200_000; index++) buffer.push(0, packet(index));
    expect(buffer.held).toBeLessThanOrEqual(32_768);
    const { received, delivered, late, duplicate, dropped } = buffer.statistics;
    expect(received).toBe(delivered + late + duplicate + dropped + buffer.held);
  });

  it('drains at once when the stream has ended', () => {
    const buffer = make();
    for (const index of [0, 1, 3]) buffer.push(0, packet(index));
    buffer.drain();
    expect(buffer.nextTimeout()).toBe(-Infinity);
    expect(popAll(buffer, 0)).toEqual([0, 1, '2+1', 3]);
    buffer.push(10, packet(4));
    expect(popAll(buffer, 10)).toEqual([]);
  });

  it('refuses options out of range', () => {
    expect(() => make({ latencyMs: -1 })).toThrow(RangeError);
    expect(() => make({ latencyMs: Number.NaN })).toThrow(RangeError);
    expect(() => make({ maxPackets: 0 })).toThrow(RangeError);
    expect(() => make({ clockRate: 0 })).toThrow('clockRate is 0');
  });
});
