import { describe, expect, it } from 'vitest';
import {
  SequenceNumberUnwrapper,
  sequenceNumberDelta,
  timestampDelta,
  TimestampUnwrapper,
} from '../../src/clock/serial-number.js';

describe('RFC 1982 §3.2 comparison in 16 bits', () => {
  it.each([
    [0, 0, 0],
    [1, 0, 1],
    [0, 1, -1],
    [0, 65535, 1],
    [65535, 0, -1],
    [32767, 0, 32767],
    [32768, 0, -32768],
    [0, 32768, -32768],
    [3, 65530, 9],
  ])('from %2$i to %1$i', (to, from, delta) => {
    expect(sequenceNumberDelta(to, from)).toBe(delta);
  });

  it('takes unwrapped numbers modulo 2^16', () => {
    expect(sequenceNumberDelta(5, 65536 * 1000 + 65534)).toBe(7);
  });
});

describe('RFC 1982 §3.2 comparison in 32 bits', () => {
  it.each([
    [0, 0xffff_ffff, 1],
    [0xffff_ffff, 0, -1],
    [0x7fff_ffff, 0, 0x7fff_ffff],
    [0x8000_0000, 0, -0x8000_0000],
    [3000, 0xffff_ffff - 2999, 6000],
  ])('from %2$i to %1$i', (to, from, delta) => {
    expect(timestampDelta(to, from)).toBe(delta);
  });
});

describe('SequenceNumberUnwrapper', () => {
  it('B70: loss, duplicates and reordering at the edge 65535 → 0', () => {
    const unwrapper = new SequenceNumberUnwrapper();
    const arrived = [65533, 65535, 65535, 1, 0, 65534, 3];
    expect(arrived.map((number) => unwrapper.unwrap(number))).toEqual([
      65533, 65535, 65535, 65537, 65536, 65534, 65539,
    ]);
  });

  it('goes below zero when an elder of the first packet comes late', () => {
    const unwrapper = new SequenceNumberUnwrapper();
    expect([2, 65535, 3].map((number) => unwrapper.unwrap(number))).toEqual([2, -1, 3]);
  });

  it('does not move its reference back for a late packet', () => {
    const unwrapper = new SequenceNumberUnwrapper();
    expect([100, 65_000, 64_000, 200].map((number) => unwrapper.unwrap(number))).toEqual([100, -536, -1536, 200]);
  });
});

describe('TimestampUnwrapper', () => {
  it('B71: follows steps back of B-frames across the wrap', () => {
    const unwrapper = new TimestampUnwrapper();
    const wrap = 0x1_0000_0000;
    const arrived = [wrap - 3000, 6000, 0, 3000, 15_000];
    expect(arrived.map((ticks) => unwrapper.unwrap(ticks))).toEqual([
      wrap - 3000,
      wrap + 6000,
      wrap,
      wrap + 3000,
      wrap + 15_000,
    ]);
  });

  it('B71: does not take a reordered timestamp for a whole wrap', () => {
    const unwrapper = new TimestampUnwrapper();
    expect([9000, 3000, 6000, 12_000].map((ticks) => unwrapper.unwrap(ticks))).toEqual([9000, 3000, 6000, 12_000]);
  });
});
