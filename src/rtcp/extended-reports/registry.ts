/** All blocks of extended reports that are read and written by their fields; a new one is a line in each list. */

import {
  delaySinceLastReceiverReportFormat,
  type DelaySinceLastReceiverReport,
} from './delay-since-last-receiver-report.js';
import { duplicateRleFormat, type DuplicateRle } from './duplicate-rle.js';
import { lossRleFormat, type LossRle } from './loss-rle.js';
import { packetReceiptTimesFormat, type PacketReceiptTimes } from './packet-receipt-times.js';
import { receiverReferenceTimeFormat, type ReceiverReferenceTime } from './receiver-reference-time.js';
import type { ExtendedReportBlockFormat } from './report-block-format.js';
import { statisticsSummaryFormat, type StatisticsSummary } from './statistics-summary.js';
import { unknownBlockFormat, type UnknownBlock } from './unknown-block.js';
import { voipMetricsFormat, type VoipMetrics } from './voip-metrics.js';

/** One block of an extended report; `type` tells which. */
export type ExtendedReportBlock =
  | LossRle
  | DuplicateRle
  | PacketReceiptTimes
  | ReceiverReferenceTime
  | DelaySinceLastReceiverReport
  | StatisticsSummary
  | VoipMetrics
  | UnknownBlock;

export const extendedReportBlockFormats: readonly ExtendedReportBlockFormat<ExtendedReportBlock>[] = [
  lossRleFormat,
  duplicateRleFormat,
  packetReceiptTimesFormat,
  receiverReferenceTimeFormat,
  delaySinceLastReceiverReportFormat,
  statisticsSummaryFormat,
  voipMetricsFormat,
];

const byBlockType = new Map(extendedReportBlockFormats.map((format) => [format.blockType, format]));
const byType = new Map<string, ExtendedReportBlockFormat<ExtendedReportBlock>>(
  extendedReportBlockFormats.map((format) => [format.type, format]),
);

/** The format that reads blocks with this number in their header. */
export function formatOfBlockType(blockType: number): ExtendedReportBlockFormat<ExtendedReportBlock> {
  return byBlockType.get(blockType) ?? unknownBlockFormat;
}

/** The format that writes blocks of this `type`; `undefined` when there is none. */
export function formatOfBlock(type: string): ExtendedReportBlockFormat<ExtendedReportBlock> | undefined {
  return type === unknownBlockFormat.type ? unknownBlockFormat : byType.get(type);
}
