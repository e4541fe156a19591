/** Extended reports (RFC 3611). */

export type { DelaySinceLastReceiverReport, LastReceiverReport } from './delay-since-last-receiver-report.js';
export type { DuplicateRle } from './duplicate-rle.js';
export type { ExtendedReport } from './extended-report.js';
export type { LossRle } from './loss-rle.js';
export type { PacketReceiptTimes } from './packet-receipt-times.js';
export type { ReceiverReferenceTime } from './receiver-reference-time.js';
export type { ExtendedReportBlock } from './registry.js';
export type { ReportedRange } from './reported-range.js';
export type { RunLengthReport } from './run-length-report.js';
export type { Distribution, HopDistribution, StatisticsSummary } from './statistics-summary.js';
export type { UnknownBlock } from './unknown-block.js';
export type { VoipMetrics } from './voip-metrics.js';
