import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatenate } from '../../src/bytes/octets.js';
import { AnnexBReader, splitAccessUnits, type AnnexBAccessUnit } from '../../src/formats/annex-b-reader.js';
import { ArraySink } from '../../src/payloaders/array-sink.js';
import { joinAnnexB, splitAnnexB } from '../../src/payloaders/h264/annex-b.js';
import { H264Payloader } from '../../src/payloaders/h264/h264-payloader.js';
import { hex } from '../hex.js';
import { BitText } from '../payloaders/h264/bit-text.js';
import { processorMs } from '../peers/processor-time.js';

// SPS and PPS of x264 core 164 (GStreamer's x264enc tune=zerolatency, 320x240): frame_num of 4 bits.
const SPS = hex('6742c015d90141fb016a0c0c0d4a000003000200000300791e2c5c90');
const PPS = hex('68cb8cb2');
const AUD = hex('0910');
const SEI = hex('0605aabb80');
const PREFIX = hex('6e40');

/** A slice with the header fields of ISO 14496-10 §7.3.3 and `length` octets of anything behind. */
function slice(firstMacroblock: number, frameNumber: number, header = 0x41, length = 5): Uint8Array {
  const bits = new BitText().ue(firstMacroblock).ue(5).ue(0).u(4, frameNumber);
  return concatenate([bits.nalUnit(header), new Uint8Array(length).fill(0x5a)]);
}

const IDR = 0x65;
const frames: Uint8Array[][] = [
  [AUD, SPS, PPS, SEI, slice(0, 0, IDR), slice(100, 0, IDR)],
  [AUD, slice(0, 1), slice(100, 1)],
  [SEI, slice(0, 2)],
  [slice(0, 3, 0x01)],
  [SPS, PPS, slice(0, 0, IDR, 300)],
];

function cut(stream: Uint8Array, chunkLength: number): AnnexBAccessUnit[] {
  const reader = new AnnexBReader();
  const units: AnnexBAccessUnit[] = [];
  for (let offset = 0; offset < stream.length; offset += chunkLength) {
    units.push(...reader.push(stream.subarray(offset, offset + chunkLength)));
  }
  return [...units, ...reader.flush()];
}

function octetsOf(units: readonly AnnexBAccessUnit[]): Uint8Array[] {
  return units.map((unit) => unit.bytes);
}

describe('ISO 14496-10 §7.4.1.2.3 the first NAL unit of an access unit', () => {
  const expected = frames.map(joinAnnexB);
  const stream = concatenate(expected);

  it.each([1, 2, 3, 5, 16, 64, 65536])('cuts the same access units from chunks of %i octets', (length) => {
    const units = cut(stream, length);
    expect(octetsOf(units)).toEqual(expected);
    expect(units.map((unit) => unit.keyFrame)).toEqual([true, false, false, false, true]);
  });

  it.each([
    ['frame_num', [slice(0, 1)], [slice(60, 2)]],
    ['IDR and not IDR', [slice(0, 0, IDR)], [slice(60, 0)]],
    ['reference and not reference', [slice(0, 1, 0x41)], [slice(60, 1, 0x01)]],
    ['first_mb_in_slice 0', [slice(0, 1)], [slice(0, 1)]],
  ])('tells pictures apart by %s', (_, first, second) => {
    const before = [SPS, PPS, slice(0, 0, IDR)];
    const whole = joinAnnexB([...before, ...first, ...second]);
    expect(octetsOf(splitAccessUnits(whole)).slice(1)).toEqual([joinAnnexB(first), joinAnnexB(second)]);
  });

  it('leaves a prefix NAL unit with the slice behind it', () => {
    const first = [PREFIX, slice(0, 1), PREFIX, slice(60, 1)];
    const second = [PREFIX, slice(0, 2)];
    expect(octetsOf(splitAccessUnits(joinAnnexB([...first, ...second])))).toEqual([
      joinAnnexB(first),
      joinAnnexB(second),
    ]);
  });

  it('keeps end of sequence, filler data and partitions B and C with their picture', () => {
    const first = [slice(0, 1, 0x42), hex('43aa'), hex('44aa'), hex('0cff80'), hex('0a')];
    expect(octetsOf(splitAccessUnits(joinAnnexB([...first, AUD, slice(0, 2)])))).toEqual([
      joinAnnexB(first),
      joinAnnexB([AUD, slice(0, 2)]),
    ]);
  });

  it('leaves out trailing zeros and counts octets before the first start code', () => {
    const reader = new AnnexBReader();
    const units = reader.push(concatenate([hex('aabb 00 000001'), slice(0, 0, IDR), hex('000000000001'), AUD]));
    expect(octetsOf(units)).toEqual([concatenate([hex('00000001'), slice(0, 0, IDR)])]);
    expect(reader.statistics.strayOctets).toBe(2);
  });

  it('cuts drawn streams in drawn chunks as they were put together', () => {
    const frame = fc.record({
      aud: fc.boolean(),
      sets: fc.boolean(),
      sei: fc.boolean(),
      slices: fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 4 }),
    });
    const property = fc.property(fc.array(frame, { maxLength: 8 }), fc.integer({ min: 1, max: 99 }), (drawn, chunk) => {
      const units = drawn.map(({ aud, sets, sei, slices }, number) =>
        joinAnnexB([
          ...(aud ? [AUD] : []),
          ...(sets ? [SPS, PPS] : []),
          ...(sei ? [SEI] : []),
          ...slices.map((length, index) => slice(20 * index, number % 16, 0x41, length)),
        ]),
      );
      expect(octetsOf(cut(concatenate(units), chunk))).toEqual(units);
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe('an access unit comes out without waiting', () => {
  it('at the delimiter of the next one', () => {
    const reader = new AnnexBReader();
    expect(reader.push(joinAnnexB(frames[0]!))).toEqual([]);
    expect(octetsOf(reader.push(joinAnnexB([AUD])))).toEqual([joinAnnexB(frames[0]!)]);
  });

  it('at the first octets of the next slice', () => {
    const reader = new AnnexBReader();
    reader.push(joinAnnexB([slice(0, 1)]));
    expect(reader.push(joinAnnexB([slice(0, 2)]).subarray(0, 10))).toEqual([]);
    expect(reader.push(joinAnnexB([slice(0, 2, 0x41, 30)]).subarray(10, 20))).toHaveLength(1);
  });

  it('at the end of a write', () => {
    const reader = new AnnexBReader();
    const units = frames.flatMap((frame) => {
      reader.push(joinAnnexB(frame));
      return reader.endOfWrite();
    });
    expect(octetsOf(units)).toEqual(frames.map(joinAnnexB));
    expect(reader.statistics.writesInsideAccessUnit).toBe(0);
    expect(reader.flush()).toEqual([]);
  });

  it('not at the end of a write without a slice', () => {
    const reader = new AnnexBReader();
    reader.push(joinAnnexB([SPS, PPS]));
    expect(reader.endOfWrite()).toEqual([]);
    reader.push(joinAnnexB([slice(0, 0, IDR)]));
    expect(octetsOf(reader.endOfWrite())).toEqual([joinAnnexB([SPS, PPS, slice(0, 0, IDR)])]);
  });

  it('stops believing in writes after one that ended between two slices', () => {
    const reader = new AnnexBReader();
    reader.push(joinAnnexB([SPS, PPS, slice(0, 0, IDR)]));
    expect(reader.endOfWrite()).toHaveLength(1);
    reader.push(joinAnnexB([slice(60, 0, IDR)]));
    expect(reader.endOfWrite()).toEqual([]);
    expect(reader.statistics.writesInsideAccessUnit).toBe(1);
    expect(octetsOf(reader.push(joinAnnexB(frames[1]!)))).toEqual([joinAnnexB([slice(60, 0, IDR)])]);
  });

  it('stops believing in writes after one that ended inside a NAL unit', () => {
    const reader = new AnnexBReader();
    const whole = joinAnnexB([slice(0, 1, 0x41, 100)]);
    reader.push(whole.subarray(0, 50));
    expect(reader.endOfWrite()).toHaveLength(1);
    expect(octetsOf(reader.push(concatenate([whole.subarray(50), ...frames.slice(1, 3).map(joinAnnexB)])))).toEqual([
      joinAnnexB(frames[1]!),
    ]);
    expect(reader.statistics).toMatchObject({ writesInsideAccessUnit: 1, strayOctets: whole.length - 50 });
    expect(reader.endOfWrite()).toEqual([]);
  });
});

describe('hostile byte streams', () => {
  it.each([0x60, 0x18, 0x1f])('leaves out a NAL unit of header %i, which no payload can carry', (header) => {
    const reader = new AnnexBReader();
    const damaged = joinAnnexB([...frames[0]!, Uint8Array.of(header, 1, 2, 3)]);
    const units = [...reader.push(concatenate([damaged, joinAnnexB(frames[1]!)])), ...reader.flush()];
    expect(octetsOf(units)).toEqual([joinAnnexB(frames[0]!), joinAnnexB(frames[1]!)]);
    expect(reader.statistics.unspecifiedNalUnits).toBe(1);
    expect([...reader.push(joinAnnexB([Uint8Array.of(header, 9)])), ...reader.flush()]).toEqual([]);
  });

  it('takes no longer for zeros in small writes than for zeros in large ones', () => {
    const zeros = new Uint8Array(256);
    const spentMs = processorMs(() => {
      const reader = new AnnexBReader();
      reader.push(joinAnnexB([Uint8Array.of(0x06, 5, 4)]));
      for (let octets = 0; octets < 2 << 20; octets += zeros.length) {
        expect([...reader.push(zeros), ...reader.endOfWrite()].length).toBe(0);
      }
      reader.push(joinAnnexB(frames[0]!));
      expect(reader.endOfWrite()).toHaveLength(1);
    });
    expect(spentMs).toBeLessThan(5000); // 0.1 s; 33 s when each write looked at all zeros before it
  });

  it('drops an access unit above the limit, counts it and goes on', () => {
    const reader = new AnnexBReader({ maxAccessUnitBytes: 1000 });
    const units = [
      joinAnnexB([AUD, slice(0, 1)]),
      joinAnnexB([AUD, slice(0, 2, 0x41, 300_000)]),
      joinAnnexB(frames[0]!),
    ];
    expect(octetsOf([...reader.push(concatenate(units)), ...reader.flush()])).toEqual([units[0], units[2]]);
    expect(reader.statistics.oversizedAccessUnits).toBe(1);
  });

  it('gives nothing for zeros, start codes without NAL units and a start code at the end', () => {
    expect(splitAccessUnits(new Uint8Array(100_000))).toEqual([]);
    expect(splitAccessUnits(hex('000001 000001 00000001'))).toEqual([]);
    expect(octetsOf(splitAccessUnits(hex('000001 0910 000001')))).toEqual([hex('000001 0910')]);
  });

  it('never throws, never gives octets that are not a part of the stream, and nothing that cannot be sent', () => {
    const octet = fc.oneof(fc.constant(0), fc.constant(1), fc.nat(255));
    const chunks = fc.array(fc.tuple(fc.array(octet, { maxLength: 60 }), fc.boolean()), { maxLength: 12 });
    const property = fc.property(chunks, fc.integer({ min: 1, max: 80 }), (drawn, maxAccessUnitBytes) => {
      const reader = new AnnexBReader({ maxAccessUnitBytes });
      const stream = drawn.flatMap(([octets]) => octets).join(',');
      const units = drawn.flatMap(([octets, ends]) => [
        ...reader.push(Uint8Array.from(octets)),
        ...(ends ? reader.endOfWrite() : []),
      ]);
      const payloader = new H264Payloader(new ArraySink());
      for (const { bytes } of [...units, ...reader.flush()]) {
        for (const nalUnit of splitAnnexB(bytes) as Uint8Array[]) expect(stream).toContain(nalUnit.join(','));
        expect(() => payloader.push(bytes, 0)).not.toThrow();
      }
    });
    fc.assert(property, { numRuns: 2000 });
  });
});
