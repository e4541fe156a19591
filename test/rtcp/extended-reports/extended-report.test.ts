import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../../src/rtcp/compound-packet.js';
import type { ExtendedReport } from '../../../src/rtcp/extended-reports/extended-report.js';
import type { ExtendedReportBlock } from '../../../src/rtcp/extended-reports/registry.js';
import { countReported } from '../../../src/rtcp/extended-reports/reported-range.js';
import { hex } from '../../hex.js';
import { acceptReduced, refuse } from '../accept.js';

const reducedSize = true;
const RANGE = { ssrc: 0x0a, beginSequenceNumber: 0xfff0, endSequenceNumber: 0x0010 };

/** By hand from the box of each section. */
const BLOCKS: readonly [string, ExtendedReportBlock, string][] = [
  [
    'RFC 3611 §4.1 loss RLE',
    { type: 'loss-rle', ...RANGE, thinning: 0, runLengths: [30, 2] },
    '01 00 0003 0000000a fff00010 401e 0002',
  ],
  [
    'RFC 3611 §4.1 loss RLE of every fourth packet',
    { type: 'loss-rle', ...RANGE, thinning: 2, runLengths: [0, 1, 7] },
    '01 02 0003 0000000a fff00010 bf80 0000',
  ],
  [
    'RFC 3611 §4.2 duplicate RLE',
    { type: 'duplicate-rle', ...RANGE, thinning: 15, runLengths: [1] },
    '02 0f 0003 0000000a fff00010 4001 0000',
  ],
  [
    'RFC 3611 §4.3 packet receipt times',
    { type: 'packet-receipt-times', ...RANGE, thinning: 4, receiptTimes: [0xffff_ffff, 2999] },
    '03 04 0004 0000000a fff00010 ffffffff 00000bb7',
  ],
  [
    'RFC 3611 §4.4 receiver reference time',
    { type: 'receiver-reference-time', ntpTimestamp: { seconds: 0xb44d_b705, fraction: 0x2000_0000 } },
    '04 00 0002 b44db705 20000000',
  ],
  [
    'RFC 3611 §4.5 DLRR',
    {
      type: 'delay-since-last-receiver-report',
      reports: [
        { ssrc: 1, lastReceiverReport: 0xb705_2000, delaySinceLastReceiverReport: 0x5_4000 },
        { ssrc: 2, lastReceiverReport: 0, delaySinceLastReceiverReport: 0 },
      ],
    },
    '05 00 0006 00000001 b7052000 00054000 00000002 00000000 00000000',
  ],
  [
    'RFC 3611 §4.6 statistics summary',
    {
      type: 'statistics-summary',
      ...RANGE,
      lostPackets: 2,
      duplicatePackets: 3,
      jitter: { minimum: 1, maximum: 4_000_000_000, mean: 5, standardDeviation: 6 },
      hops: { kind: 'hop-limit', minimum: 60, maximum: 64, mean: 63, standardDeviation: 1 },
    },
    '06 f0 0009 0000000a fff00010 00000002 00000003 00000001 ee6b2800 00000005 00000006 3c403f01',
  ],
  [
    'RFC 3611 §4.6 statistics summary that tells of duplicates alone',
    {
      type: 'statistics-summary',
      ...RANGE,
      lostPackets: undefined,
      duplicatePackets: 3,
      jitter: undefined,
      hops: undefined,
    },
    '06 40 0009 0000000a fff00010 00000000 00000003 00000000 00000000 00000000 00000000 00000000',
  ],
  [
    'RFC 3611 §4.7 VoIP metrics',
    {
      type: 'voip-metrics',
      ssrc: 0x0a,
      lossRate: 1,
      discardRate: 2,
      burstDensity: 3,
      gapDensity: 4,
      burstDuration: 0x0506,
      gapDuration: 0x0708,
      roundTripDelay: 0x090a,
      endSystemDelay: 0x0b0c,
      signalLevel: -15,
      noiseLevel: 127,
      residualEchoReturnLoss: 55,
      gapThreshold: 16,
      rFactor: 93,
      externalRFactor: 127,
      listeningQuality: 41,
      conversationalQuality: 40,
      packetLossConcealment: 3,
      jitterBufferAdaptive: 2,
      jitterBufferRate: 15,
      jitterBufferNominal: 0x0d0e,
      jitterBufferMaximum: 0x0f10,
      jitterBufferAbsoluteMaximum: 0x1112,
    },
    '07 00 0008 0000000a 01020304 05060708 090a0b0c f17f3710 5d7f2928 ef000d0e 0f101112',
  ],
  [
    'RFC 3611 §3 a block of another type',
    { type: 'unknown', blockType: 0xe2, typeSpecific: 0x81, body: hex('01020304') },
    'e2 81 0001 01020304',
  ],
  ['RFC 3611 §3 an empty block', { type: 'unknown', blockType: 255, typeSpecific: 0, body: hex('') }, 'ff 00 0000'],
];

/** An extended report of one block. */
function report(octets: string): string {
  const words = hex(octets).length / 4 + 1;
  return `80 cf ${words.toString(16).padStart(4, '0')} 00000001 ${octets}`;
}

describe('RFC 3611 §2 extended report', () => {
  it.each(BLOCKS)('reads and writes: %s', (_, block, octets) => {
    const packet: ExtendedReport = { type: 'extended-report', ssrc: 1, blocks: [block] };
    expect(acceptReduced(report(octets))).toEqual([packet]);
    expect(serializeCompoundPacket([packet], { reducedSize })).toEqual(hex(report(octets)));
  });

  it('reads and writes all of them in one packet, and none', () => {
    const octets = BLOCKS.map((row) => row[2]).join(' ');
    const packet: ExtendedReport = { type: 'extended-report', ssrc: 1, blocks: BLOCKS.map((row) => row[1]) };
    expect(acceptReduced(report(octets))).toEqual([packet]);
    expect(serializeCompoundPacket([packet], { reducedSize })).toEqual(hex(report(octets)));
    expect(acceptReduced('80cf0001 00000001')).toEqual([{ type: 'extended-report', ssrc: 1, blocks: [] }]);
  });

  it('B25: refuses a block that goes past its packet, and one whose header does', () => {
    expect(refuse(report('04 00 0003 b44db705 20000000'), { reducedSize })).toBe(
      'block-overruns-packet at 10 (RFC 3611 §3)',
    );
    expect(refuse(`${report('ff 00 ffff')} 80c90001 00000001`, { reducedSize })).toBe(
      'block-overruns-packet at 10 (RFC 3611 §3)',
    );
    expect(refuse('80cf0000', { reducedSize })).toBe('shorter-than-extended-report at 4 (RFC 3611 §2)');
  });

  it('B25: refuses a receiver reference time shorter than 12 octets, and a longer one', () => {
    for (const octets of ['04 00 0000', '04 00 0001 b44db705', '04 00 0003 b44db705 20000000 00000000']) {
      expect(refuse(report(octets), { reducedSize })).toBe('block-length-not-of-its-type at 10 (RFC 3611 §4.4)');
    }
  });

  it('B25: refuses a DLRR that is not a multiple of three words', () => {
    for (const octets of [
      '05 00 0001 00000001',
      '05 00 0002 00000001 00000002',
      `05 00 0004 ${'00000001'.repeat(4)}`,
    ]) {
      expect(refuse(report(octets), { reducedSize })).toBe('block-length-not-of-its-type at 10 (RFC 3611 §4.5)');
    }
    expect(acceptReduced(report('05 00 0000'))).toMatchObject([{ blocks: [{ reports: [] }] }]);
  });

  it('B25: comes to the end of a datagram full of blocks of length 0', () => {
    const [packet] = acceptReduced(`80cf3ffe 00000001 ${'ff000000'.repeat(0x3ffd)}`);
    expect(packet).toMatchObject({ type: 'extended-report' });
    expect((packet as ExtendedReport).blocks.length).toBe(0x3ffd);
  });

  it('B25: keeps no more of runs of 16383 than their chunks', () => {
    const [packet] = acceptReduced(report('01 00 0004 0000000a 0000fffc 7fff7fff7fff7fff'));
    expect(packet).toMatchObject({ blocks: [{ runLengths: [0xfffc] }] });
  });

  it.each<[string, string, string]>([
    [
      'a trace shorter than its range',
      '01 00 0003 0000000a 00000020 401e 0000',
      'trace-shorter-than-range at 24 (RFC 3611 §4.1)',
    ],
    ['a loss report without a range', '01 00 0001 0000000a', 'block-shorter-than-its-type at 16 (RFC 3611 §4.1)'],
    ['a duplicate report without a range', '02 00 0001 0000000a', 'block-shorter-than-its-type at 16 (RFC 3611 §4.2)'],
    ['receipt times without a range', '03 00 0001 0000000a', 'block-shorter-than-its-type at 16 (RFC 3611 §4.3)'],
    [
      'fewer receipt times than packets',
      '03 00 0003 0000000a 00000002 00000001',
      'receipt-times-differ-from-range at 16 (RFC 3611 §4.3)',
    ],
    [
      'a short statistics summary',
      '06 00 0002 0000000a 00000002',
      'block-length-not-of-its-type at 10 (RFC 3611 §4.6)',
    ],
    ['the reserved kind of hop limit', `06 18 0009 ${'00000000'.repeat(9)}`, 'reserved-hop-limit at 9 (RFC 3611 §4.6)'],
    ['short VoIP metrics', '07 00 0001 0000000a', 'block-length-not-of-its-type at 10 (RFC 3611 §4.7)'],
  ])('refuses %s', (_, octets, reason) => {
    expect(refuse(report(octets), { reducedSize })).toBe(reason);
  });

  it.each<[string, ExtendedReportBlock]>([
    ['sum of runLengths is 31', { type: 'loss-rle', ...RANGE, thinning: 0, runLengths: [30, 1] }],
    ['run length is 0', { type: 'loss-rle', ...RANGE, thinning: 0, runLengths: [30, 0, 2] }],
    ['thinning is 16', { type: 'duplicate-rle', ...RANGE, thinning: 16, runLengths: [] }],
    ['receiptTimes.length is 1', { type: 'packet-receipt-times', ...RANGE, thinning: 4, receiptTimes: [1] }],
    ['receipt time is -1', { type: 'packet-receipt-times', ...RANGE, thinning: 4, receiptTimes: [1, -1] }],
    ['ntpTimestamp.seconds is 0.5', { type: 'receiver-reference-time', ntpTimestamp: { seconds: 0.5, fraction: 0 } }],
    [
      'lastReceiverReport is -1',
      {
        type: 'delay-since-last-receiver-report',
        reports: [{ ssrc: 1, lastReceiverReport: -1, delaySinceLastReceiverReport: 0 }],
      },
    ],
    ['lostPackets is -1', { type: 'statistics-summary', ...RANGE, lostPackets: -1 }],
    [
      'hops.maximum is 256',
      {
        type: 'statistics-summary',
        ...RANGE,
        hops: { kind: 'hop-limit', minimum: 0, maximum: 256, mean: 0, standardDeviation: 0 },
      },
    ],
    ['beginSequenceNumber is 65536', { type: 'statistics-summary', ...RANGE, beginSequenceNumber: 65_536 }],
    ['typeSpecific is 256', { type: 'unknown', blockType: 99, typeSpecific: 256, body: hex('') }],
    ['body.length is 3', { type: 'unknown', blockType: 99, typeSpecific: 0, body: hex('010203') }],
  ])('throws a RangeError: %s', (message, block) => {
    const packet: ExtendedReport = { type: 'extended-report', ssrc: 1, blocks: [block] };
    expect(() => serializeCompoundPacket([packet], { reducedSize })).toThrow(RangeError);
    expect(() => serializeCompoundPacket([packet], { reducedSize })).toThrow(message);
  });

  it('throws a TypeError for a block of no known type', () => {
    const packet = { type: 'extended-report', ssrc: 1, blocks: [{ type: 'toString' }] } as unknown as ExtendedReport;
    expect(() => serializeCompoundPacket([packet], { reducedSize })).toThrow(TypeError);
  });
});

describe('RFC 3611 §4.1 which packets are reported on', () => {
  it.each([
    [0, 0, 0, 0],
    [0, 1, 0, 1],
    [0xffff, 1, 0, 2],
    [1, 8, 3, 0],
    [1, 9, 3, 1],
    [0, 17, 3, 3],
    [0xfff9, 1, 3, 1],
    [5, 4, 0, 0xffff],
    [5, 4, 15, 2],
  ])('from %i to %i, thinned by %i: %i', (beginSequenceNumber, endSequenceNumber, thinning, count) => {
    expect(countReported({ ssrc: 0, beginSequenceNumber, endSequenceNumber }, thinning)).toBe(count);
  });
});
