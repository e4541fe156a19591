/** What tshark 4.0 must read of extended reports. */

import type { ExtendedReportBlock } from '../../../src/rtcp/extended-reports/registry.js';
import { hex } from '../../hex.js';
import { REPORT, type TsharkRow } from '../tshark-rows.js';

const RANGE = { ssrc: 0x0a, beginSequenceNumber: 0xfff0, endSequenceNumber: 0x0010 };
const RANGE_READ = { 'rtcp.xr.beginseq': ['65520'], 'rtcp.xr.endseq': ['16'] };

export const extendedReportRows: readonly TsharkRow[] = [
  row(
    'loss RLE of runs',
    { type: 'loss-rle', ...RANGE, thinning: 0, runLengths: [30, 2] },
    {
      'rtcp.xr.bt': ['1'],
      'rtcp.xr.bl': ['3'],
      'rtcp.xr.tf': ['0'],
      ...RANGE_READ,
      'rtcp.xr.chunk.length': ['30', '2'],
    },
  ),
  row(
    'duplicate RLE of a bit vector, every fourth packet',
    { type: 'duplicate-rle', ...RANGE, thinning: 2, runLengths: [0, 1, 7] },
    {
      'rtcp.xr.bt': ['2'],
      'rtcp.xr.bl': ['3'],
      'rtcp.xr.tf': ['2'],
      ...RANGE_READ,
      'rtcp.xr.chunk.bit_vector': [String(0b011_1111_1000_0000)],
      'rtcp.xr.chunk.null_terminator': ['1'],
    },
  ),
  row(
    'packet receipt times, every sixteenth packet',
    { type: 'packet-receipt-times', ...RANGE, thinning: 4, receiptTimes: [0xffff_ffff, 2999] },
    {
      'rtcp.xr.bt': ['3'],
      'rtcp.xr.tf': ['4'],
      ...RANGE_READ,
      'rtcp.xr.receipt_time_seq': ['4294967295', '2999'],
    },
  ),
  row(
    'receiver reference time',
    { type: 'receiver-reference-time', ntpTimestamp: { seconds: 0xb44d_b705, fraction: 0x2000_0000 } },
    { 'rtcp.xr.bt': ['4'], 'rtcp.xr.timestamp': ['Nov 10, 1995 11:33:25.125000000 UTC'] },
  ),
  row(
    'delay since last receiver report, two sources',
    {
      type: 'delay-since-last-receiver-report',
      reports: [
        { ssrc: 1, lastReceiverReport: 0xb705_2000, delaySinceLastReceiverReport: 0x5_4000 },
        { ssrc: 2, lastReceiverReport: 0, delaySinceLastReceiverReport: 0 },
      ],
    },
    {
      'rtcp.xr.bt': ['5'],
      'rtcp.ssrc.identifier': ['0x00000001', '0x00000002'],
      'rtcp.xr.lrr': [String(0xb705_2000), '0'],
      'rtcp.xr.dlrr': [String(0x5_4000), '0'],
    },
  ),
  row(
    'statistics summary',
    {
      type: 'statistics-summary',
      ...RANGE,
      lostPackets: 2,
      duplicatePackets: 3,
      jitter: { minimum: 1, maximum: 4_000_000_000, mean: 5, standardDeviation: 6 },
      hops: { kind: 'hop-limit', minimum: 60, maximum: 64, mean: 63, standardDeviation: 1 },
    },
    {
      'rtcp.xr.bt': ['6'],
      ...RANGE_READ,
      'rtcp.xr.stats.lrflag': ['1'],
      'rtcp.xr.stats.dupflag': ['1'],
      'rtcp.xr.stats.jitterflag': ['1'],
      'rtcp.xr.stats.ttl': ['2'],
      'rtcp.xr.stats.lost': ['2'],
      'rtcp.xr.stats.dups': ['3'],
      'rtcp.xr.stats.minjitter': ['1'],
      'rtcp.xr.stats.maxjitter': ['4000000000'],
      'rtcp.xr.stats.meanjitter': ['5'],
      'rtcp.xr.stats.devjitter': ['6'],
      'rtcp.xr.stats.minttl': ['60'],
      'rtcp.xr.stats.maxttl': ['64'],
      'rtcp.xr.stats.meanttl': ['63'],
      'rtcp.xr.stats.devttl': ['1'],
    },
  ),
  row(
    'VoIP metrics',
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
      noiseLevel: -70,
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
    {
      'rtcp.xr.bt': ['7'],
      'rtcp.ssrc.fraction': ['1'],
      'rtcp.ssrc.discarded': ['2'],
      'rtcp.xr.voipmetrics.burstdensity': ['3'],
      'rtcp.xr.voipmetrics.gapdensity': ['4'],
      'rtcp.xr.voipmetrics.burstduration': [String(0x0506)],
      'rtcp.xr.voipmetrics.gapduration': [String(0x0708)],
      'rtcp.xr.voipmetrics.rtdelay': [String(0x090a)],
      'rtcp.xr.voipmetrics.esdelay': [String(0x0b0c)],
      'rtcp.xr.voipmetrics.signallevel': ['-15'],
      'rtcp.xr.voipmetrics.noiselevel': ['-70'],
      'rtcp.xr.voipmetrics.rerl': ['55'],
      'rtcp.xr.voipmetrics.gmin': ['16'],
      'rtcp.xr.voipmetrics.rfactor': ['93'],
      'rtcp.xr.voipmetrics.extrfactor': ['127'],
      'rtcp.xr.voipmetrics.moslq': ['4.1'],
      'rtcp.xr.voipmetrics.moscq': ['4'],
      'rtcp.xr.voipmetrics.plc': ['3'],
      'rtcp.xr.voipmetrics.jba': ['2'],
      'rtcp.xr.voipmetrics.jbrate': ['15'],
      'rtcp.xr.voipmetrics.jbnominal': [String(0x0d0e)],
      'rtcp.xr.voipmetrics.jbmax': [String(0x0f10)],
      'rtcp.xr.voipmetrics.jbabsmax': [String(0x1112)],
    },
  ),
  row(
    'a block of another type',
    { type: 'unknown', blockType: 0xe2, typeSpecific: 0x81, body: hex('01020304') },
    { 'rtcp.xr.bt': ['226'], 'rtcp.xr.bs': ['129'], 'rtcp.xr.bl': ['1'] },
  ),
];

/**
 * One block, and a report behind it: tshark 4.0 believes the chunks of an RLE block to be eight octets longer than they are,
 * and wants them there.
 */
function row(name: string, block: ExtendedReportBlock, expected: TsharkRow['expected']): TsharkRow {
  return {
    name: `extended report: ${name}`,
    packets: [REPORT, { type: 'extended-report', ssrc: 0x1111_1111, blocks: [block] }, REPORT],
    expected: { 'rtcp.pt': ['201', '207', '201'], ...expected },
  };
}
