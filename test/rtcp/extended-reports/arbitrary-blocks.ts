/** Any blocks of extended reports. */

import * as fc from 'fast-check';
import { formatOfBlockType, type ExtendedReportBlock } from '../../../src/rtcp/extended-reports/registry.js';
import { countReported } from '../../../src/rtcp/extended-reports/reported-range.js';
import type { RunLengthReport } from '../../../src/rtcp/extended-reports/run-length-report.js';

const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const uint16 = fc.integer({ min: 0, max: 0xffff });
const uint8 = fc.integer({ min: 0, max: 0xff });
const words = fc
  .array(fc.tuple(uint8, uint8, uint8, uint8), { maxLength: 8 })
  .map((list) => Uint8Array.from(list.flat()));

const runs = fc.array(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20_000 })), {
  maxLength: 30,
});

/** Runs of all lengths, as many as fit, and the range that they make up. */
function runLengthReport<Type extends string>(type: Type): fc.Arbitrary<RunLengthReport & { type: Type }> {
  const thinnings = fc.integer({ min: 0, max: 15 });
  return fc.tuple(uint32, uint16, thinnings, runs, fc.boolean()).map(([ssrc, begin, thinning, drawn, onesFirst]) => {
    const step = 2 ** thinning;
    const most = Math.floor(0xffff / step);
    const lengths: number[] = [];
    let sum = 0;
    for (const length of drawn) {
      const taken = Math.min(length, most - sum);
      if (taken > 0) lengths.push(taken);
      sum += taken;
    }
    const first = Math.ceil(begin / step) * step;
    const endSequenceNumber = (first + sum * step) & 0xffff;
    const runLengths = onesFirst || lengths.length === 0 ? lengths : [0, ...lengths];
    return { type, ssrc, thinning, beginSequenceNumber: first & 0xffff, endSequenceNumber, runLengths };
  });
}

const distribution = <Value>(value: Value): Record<'minimum' | 'maximum' | 'mean' | 'standardDeviation', Value> => ({
  minimum: value,
  maximum: value,
  mean: value,
  standardDeviation: value,
});

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

/** Blocks of every type; a type that is registered and missing here fails to compile. */
export const arbitraryBlocks: {
  readonly [Type in ExtendedReportBlock['type']]: fc.Arbitrary<Extract<ExtendedReportBlock, { type: Type }>>;
} = {
  'loss-rle': runLengthReport('loss-rle'),
  'duplicate-rle': runLengthReport('duplicate-rle'),
  'packet-receipt-times': fc
    .tuple(uint32, uint16, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 15 }))
    .map(([ssrc, beginSequenceNumber, span, thinning]) => {
      const endSequenceNumber = (beginSequenceNumber + span) & 0xffff;
      const count = countReported({ ssrc, beginSequenceNumber, endSequenceNumber }, thinning);
      const receiptTimes = Array.from({ length: count }, (_, index) => (ssrc + 3000 * index) >>> 0);
      return { type: 'packet-receipt-times', ssrc, beginSequenceNumber, endSequenceNumber, thinning, receiptTimes };
    }),
  'receiver-reference-time': fc.record({
    type: fc.constant('receiver-reference-time'),
    ntpTimestamp: fc.record({ seconds: uint32, fraction: uint32 }),
  }),
  'delay-since-last-receiver-report': fc.record({
    type: fc.constant('delay-since-last-receiver-report'),
    reports: fc.array(fc.record({ ssrc: uint32, lastReceiverReport: uint32, delaySinceLastReceiverReport: uint32 }), {
      maxLength: 10,
    }),
  }),
  'statistics-summary': fc.record({
    type: fc.constant('statistics-summary'),
    ssrc: uint32,
    beginSequenceNumber: uint16,
    endSequenceNumber: uint16,
    lostPackets: optional(uint32),
    duplicatePackets: optional(uint32),
    jitter: optional(fc.record(distribution(uint32))),
    hops: optional(fc.record({ kind: fc.constantFrom('time-to-live', 'hop-limit'), ...distribution(uint8) })),
  }),
  'voip-metrics': fc.record({
    type: fc.constant('voip-metrics'),
    ssrc: uint32,
    lossRate: uint8,
    discardRate: uint8,
    burstDensity: uint8,
    gapDensity: uint8,
    burstDuration: uint16,
    gapDuration: uint16,
    roundTripDelay: uint16,
    endSystemDelay: uint16,
    signalLevel: fc.integer({ min: -128, max: 127 }),
    noiseLevel: fc.integer({ min: -128, max: 127 }),
    residualEchoReturnLoss: uint8,
    gapThreshold: uint8,
    rFactor: uint8,
    externalRFactor: uint8,
    listeningQuality: uint8,
    conversationalQuality: uint8,
    packetLossConcealment: fc.integer({ min: 0, max: 3 }),
    jitterBufferAdaptive: fc.integer({ min: 0, max: 3 }),
    jitterBufferRate: fc.integer({ min: 0, max: 15 }),
    jitterBufferNominal: uint16,
    jitterBufferMaximum: uint16,
    jitterBufferAbsoluteMaximum: uint16,
  }),
  unknown: fc.record({
    type: fc.constant('unknown'),
    blockType: uint8.filter((number) => formatOfBlockType(number).type === 'unknown'),
    typeSpecific: uint8,
    body: words,
  }),
};

/** Any block. */
export const arbitraryBlock: fc.Arbitrary<ExtendedReportBlock> = fc.oneof(
  ...Object.values<fc.Arbitrary<ExtendedReportBlock>>(arbitraryBlocks),
);
