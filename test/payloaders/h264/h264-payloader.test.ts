import { describe, expect, it } from 'vitest';
import { ArraySink } from '../../../src/payloaders/array-sink.js';
import { H264Payloader, joinAnnexB, joinAvc, type H264PayloaderOptions } from '../../../src/payloaders/h264/index.js';
import { hex, hexOf } from '../../hex.js';

// x264 core 164 (GStreamer's x264enc tune=zerolatency, 320x240); OTHER_SPS: the same encoder at 322x242.
const SPS = hex('6742c015d90141fb016a0c0c0d4a000003000200000300791e2c5c90');
const PPS = hex('68cb8cb2');
const OTHER_SPS = hex('674d4015eca0a843c444602d418181a940000003004000000ca3c58b6580');
const AUD = hex('0910');

/** A NAL unit of `length` octets, none of them zero. */
function nal(header: number, length: number): Uint8Array {
  const nalUnit = Uint8Array.from({ length }, (_, index) => 1 + (index % 255));
  nalUnit[0] = header;
  return nalUnit;
}

/** The payloads of one access unit: in hexadecimal, `M` for the marker. */
function pay(nalUnits: readonly Uint8Array[], room: number, options: H264PayloaderOptions = {}): string[] {
  const sink = new ArraySink(room);
  new H264Payloader(sink, options).push(joinAnnexB(nalUnits), 3000);
  expect(sink.payloads.every((payload) => payload.timestampTicks === 3000)).toBe(true);
  return sink.payloads.map((payload) => `${hexOf(payload.bytes)}${payload.marker ? ' M' : ''}`);
}

describe('RFC 6184 §5.6 single NAL unit packets', () => {
  it('carry what fits, with the marker on the last', () => {
    expect(pay([AUD, hex('6588aa')], 100)).toEqual(['0910', '6588aa M']);
  });

  it.each([
    ['AVC lengths of 1', 'avc', 1],
    ['AVC lengths of 2', 'avc', 2],
    ['AVC lengths of 4', 'avc', 4],
  ] as const)('come from %s', (_, inputFormat, lengthSize) => {
    const sink = new ArraySink();
    new H264Payloader(sink, { inputFormat, lengthSize }).push(joinAvc([AUD, hex('6588aa')], lengthSize), 0);
    expect(sink.payloads.map((payload) => hexOf(payload.bytes))).toEqual(['0910', '6588aa']);
  });

  it('come from start codes of three and four octets, with zeros around', () => {
    const sink = new ArraySink();
    new H264Payloader(sink).push(hex('0000 000001 0910 0000 00000001 6588aa 000000'), 0);
    expect(sink.payloads.map((payload) => hexOf(payload.bytes))).toEqual(['0910', '6588aa']);
  });
});

describe('RFC 6184 §5.8 fragmentation units', () => {
  it('have S on the first, E on the last, and the marker on the last of the access unit only', () => {
    expect(pay([nal(0x65, 7), nal(0x65, 4)], 4)).toEqual(['7c850203', '7c050405', '7c450607', '65020304 M']);
    expect(pay([nal(0x41, 5)], 4)).toEqual(['5c810203', '5c410405 M']);
  });

  it('keep F', () => {
    expect(pay([nal(0xe5, 5)], 4)).toEqual(['fc850203', 'fc450405 M']);
  });

  it.each([-2, -1, 0, 1, 2, 1385, 1386, 1387, 1388, 2771, 2772, 2773])(
    'B50: are never empty and end once for a NAL unit of the room and %i octets',
    (more) => {
      const sink = new ArraySink(1388);
      const nalUnit = nal(0x65, 1388 + more);
      new H264Payloader(sink, { parameterSetInterval: 'never' }).push(joinAnnexB([nalUnit]), 0);
      const fragments = sink.payloads.map((payload) => payload.bytes);
      if (more <= 0) {
        expect(fragments).toEqual([nalUnit]);
        return;
      }
      expect(fragments.length).toBe(Math.ceil((1387 + more) / 1386));
      expect(fragments.every((fragment) => fragment.length > 2 && fragment.length <= 1388)).toBe(true);
      expect(fragments.map((fragment) => fragment[1]! >> 6)).toEqual(
        fragments.map((_, index) => (index === 0 ? 2 : index === fragments.length - 1 ? 1 : 0)),
      );
      expect(sink.payloads.map((payload) => payload.marker)).toEqual(
        fragments.map((_, index) => index === fragments.length - 1),
      );
    },
  );

  it('need room for one octet', () => {
    expect(() => pay([nal(0x41, 3)], 2)).toThrow(RangeError);
    expect(pay([nal(0x41, 4)], 3)).toEqual(['5c8102', '5c0103', '5c4104 M']);
  });
});

describe('RFC 6184 §5.7.1 STAP-A', () => {
  const sei = hex('0605aa80');
  const slices = [hex('6588aa'), hex('6508bb')];

  it('is not made by default', () => {
    expect(pay([AUD, sei, ...slices], 100)).toEqual(['0910', '0605aa80', '6588aa', '6508bb M']);
  });

  it('with zero-latency: holds what stands before a slice and that slice', () => {
    expect(pay([AUD, sei, ...slices], 100, { aggregation: 'zero-latency' })).toEqual([
      '78 0002 0910 0004 0605aa80 0003 6588aa'.replaceAll(' ', ''),
      '6508bb M',
    ]);
  });

  it('with max-stap: holds as many as fit, and never one alone', () => {
    expect(pay([AUD, sei, ...slices], 100, { aggregation: 'max-stap' })).toEqual([
      '78 0002 0910 0004 0605aa80 0003 6588aa 0003 6508bb'.replaceAll(' ', '') + ' M',
    ]);
    expect(pay([AUD, sei, ...slices], 11, { aggregation: 'max-stap' })).toEqual([
      '18 0002 0910 0004 0605aa80'.replaceAll(' ', ''),
      '78 0003 6588aa 0003 6508bb'.replaceAll(' ', '') + ' M',
    ]);
    expect(pay([AUD, sei, ...slices], 10, { aggregation: 'max-stap' }).slice(0, 2)).toEqual(['0910', '0605aa80']);
  });

  it('stands beside fragments', () => {
    expect(pay([AUD, sei, nal(0x65, 20), sei, sei], 16, { aggregation: 'max-stap' })).toEqual([
      '18 0002 0910 0004 0605aa80'.replaceAll(' ', ''),
      `7c85${hexOf(nal(0x65, 20).subarray(1, 15))}`,
      `7c45${hexOf(nal(0x65, 20).subarray(15))}`,
      '18 0004 0605aa80 0004 0605aa80'.replaceAll(' ', '') + ' M',
    ]);
  });

  it('has the OR of all F and the maximum of all NRI', () => {
    expect(pay([hex('0680'), hex('c188'), hex('2188')], 100, { aggregation: 'max-stap' })[0]!.slice(0, 2)).toBe('d8');
  });

  it('is not allowed in mode 0', () => {
    const options = { packetizationMode: 0, aggregation: 'max-stap' } as const;
    expect(() => new H264Payloader(new ArraySink(), options)).toThrow(TypeError);
  });
});

describe('RFC 6184 §6.2 single NAL unit mode', () => {
  it('throws RangeError before anything of the access unit is committed', () => {
    const sink = new ArraySink(50);
    const payloader = new H264Payloader(sink, { packetizationMode: 0 });
    expect(() => payloader.push(joinAnnexB([AUD, nal(0x41, 51)]), 0)).toThrow(RangeError);
    expect(sink.payloads).toEqual([]);
    payloader.push(joinAnnexB([AUD, nal(0x41, 50)]), 0);
    expect(sink.payloads).toHaveLength(2);
  });
});

describe('repetition of parameter sets', () => {
  const idr = hex('6588aa');
  const slice = hex('4188aa');

  /** What is sent for access units of 30 frames per second, as NAL unit types. */
  function types(units: readonly (readonly Uint8Array[])[], options: H264PayloaderOptions): number[][] {
    const sink = new ArraySink();
    const payloader = new H264Payloader(sink, options);
    return units.map((nalUnits, index) => {
      sink.payloads.length = 0;
      payloader.push(joinAnnexB(nalUnits), 3000 * index);
      return sink.payloads.map((payload) => payload.bytes[0]! & 31);
    });
  }

  it('happens at each IDR picture that lacks them, behind the delimiter', () => {
    const units = [[AUD, SPS, PPS, idr], [AUD, slice], [AUD, idr], [idr]];
    expect(types(units, {})).toEqual([
      [9, 7, 8, 5],
      [9, 1],
      [9, 7, 8, 5],
      [7, 8, 5],
    ]);
  });

  it('adds only what is missing, the PPS behind the SPS of the unit', () => {
    const units = [
      [SPS, PPS, idr],
      [AUD, SPS, idr],
      [AUD, PPS, idr],
    ];
    expect(types(units, {})).toEqual([
      [7, 8, 5],
      [9, 7, 8, 5],
      [9, 7, 8, 5],
    ]);
  });

  it('never happens on request', () => {
    expect(types([[SPS, PPS, idr], [idr]], { parameterSetInterval: 'never' })).toEqual([[7, 8, 5], [5]]);
  });

  it('happens whenever the seconds have passed', () => {
    const units = Array.from({ length: 7 }, (_, index) => (index === 0 ? [idr] : [slice]));
    const sent = types(units, { parameterSetInterval: 0.1, parameterSets: [SPS, PPS] });
    expect(sent.map((list) => list.length)).toEqual([3, 1, 1, 3, 1, 1, 3]);
  });

  it('uses what was given beforehand until the stream replaces it', () => {
    const sink = new ArraySink();
    const payloader = new H264Payloader(sink, { parameterSets: [SPS, PPS] });
    payloader.push(joinAnnexB([OTHER_SPS, idr]), 0);
    payloader.push(joinAnnexB([idr]), 3000);
    expect(sink.payloads.slice(3).map((payload) => payload.bytes)).toEqual([OTHER_SPS, PPS, idr]);
  });

  it('leaves units without a slice alone', () => {
    expect(types([[SPS], [PPS], [AUD]], { parameterSetInterval: 1 })).toEqual([[7], [8], [9]]);
  });
});

describe('what describes the stream', () => {
  it('grows with what is seen: packetization-mode, profile-level-id and sprop-parameter-sets', () => {
    const payloader = new H264Payloader(new ArraySink());
    expect(payloader.formatParameters).toEqual({ 'packetization-mode': '1' });
    payloader.push(joinAnnexB([SPS, PPS, hex('6588')]), 0);
    // The very string that rtph264pay of GStreamer 1.22 gives for this encoder.
    expect(payloader.formatParameters).toEqual({
      'packetization-mode': '1',
      'profile-level-id': '42c015',
      'sprop-parameter-sets': 'Z0LAFdkBQfsBagwMDUoAAAMAAgAAAwB5HixckA==,aMuMsg==',
    });
  });
});

describe('wrong arguments', () => {
  it.each([
    ['without a start code', '6588aa'],
    ['with a start code at the very end', '000001'],
    ['of zeros only', '000000000000'],
    ['of start codes only', '00000100000001'],
    ['with octets before the start code', 'aa0000016588'],
    ['empty', ''],
    ['with a NAL unit of type 0', '000001 0910 000001 0088'],
    ['with a NAL unit of type 28', '000001 0910 000001 7c85aa'],
  ])('B51: TypeError for input %s, and nothing is committed', (_, frame) => {
    const sink = new ArraySink();
    expect(() => new H264Payloader(sink).push(hex(frame), 0)).toThrow(TypeError);
    expect(sink.payloads).toEqual([]);
  });

  it('B51: passes over empty NAL units between others', () => {
    const sink = new ArraySink();
    new H264Payloader(sink).push(hex('000001 000001 0910 000001 000001 4188'), 0);
    expect(sink.payloads.map((payload) => hexOf(payload.bytes))).toEqual(['0910', '4188']);
  });

  it.each(['00', '00000005 6588', '00000000', '00000002 6588 0000', ''])(
    'TypeError for the AVC sample %s',
    (sample) => {
      expect(() => new H264Payloader(new ArraySink(), { inputFormat: 'avc' }).push(hex(sample), 0)).toThrow(TypeError);
    },
  );

  it.each([
    { packetizationMode: 2 },
    { aggregation: 'all' },
    { inputFormat: 'mp4' },
    { lengthSize: 3 },
    { parameterSets: [hex('6742')] },
    { parameterSets: [hex('4188')] },
  ])('TypeError for %o', (options) => {
    expect(() => new H264Payloader(new ArraySink(), options as H264PayloaderOptions)).toThrow(TypeError);
  });

  it('RangeError for an interval that is not positive and for a timestamp that is no integer', () => {
    expect(() => new H264Payloader(new ArraySink(), { parameterSetInterval: 0 })).toThrow(RangeError);
    expect(() => new H264Payloader(new ArraySink(), { parameterSetInterval: Number.NaN })).toThrow(RangeError);
    expect(() => new H264Payloader(new ArraySink()).push(joinAnnexB([AUD]), 0.5)).toThrow(RangeError);
  });

  it('RangeError for a NAL unit that is too long for its AVC length', () => {
    expect(() => joinAvc([new Uint8Array(256)], 1)).toThrow(RangeError);
  });
});
