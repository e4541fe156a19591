/** How one source is received (RFC 3550 §6.4.1): the block that sender and receiver reports share. */

import { readUint24, readUint32, writeUint24, writeUint32 } from '../bytes/big-endian.js';
import { outOfRange, requireInteger } from '../errors.js';

export const REPORT_BLOCK_LENGTH = 24;
/** As many as the five bits of the count can tell. */
export const MAX_REPORT_BLOCKS = 31;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                     SSRC of the source                        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * | fraction lost |      cumulative number of packets lost        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |           extended highest sequence number received           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                      interarrival jitter                      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                         last SR (LSR)                         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                   delay since last SR (DLSR)                  |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface ReportBlock {
  /** The source that the block is about. */
  readonly ssrc: number;
  /** Packets lost since the previous report, in 1/256 of those expected: 0 to 255. */
  readonly fractionLost: number;
  /** Expected less received since the beginning, −2^23 to 2^23 − 1; negative when duplicates outnumber losses. */
  readonly cumulativeLost: number;
  /** The highest sequence number in the low 16 bits, the count of cycles above; written modulo 2^32. */
  readonly extendedHighestSequenceNumber: number;
  /** In timestamp units, 32 bits unsigned. */
  readonly interarrivalJitter: number;
  /** The middle 32 bits of the NTP timestamp of the last sender report; 0 when none has come. */
  readonly lastSenderReport: number;
  /** From receiving that report to sending this one, in 1/65536 s, 32 bits; 0 when none has come. */
  readonly delaySinceLastSenderReport: number;
}

/** First octet behind `count` blocks that begin at `offset`. */
export function reportBlocksEnd(offset: number, count: number): number {
  return offset + count * REPORT_BLOCK_LENGTH;
}

/** Reads `count` blocks; the caller has checked that they lie inside. */
export function readReportBlocks(bytes: Uint8Array, offset: number, count: number): ReportBlock[] {
  const blocks: ReportBlock[] = [];
  for (let index = 0; index < count; index++) blocks.push(readReportBlock(bytes, reportBlocksEnd(offset, index)));
  return blocks;
}

/** Checks blocks before they are written and returns their octets. */
export function measureReportBlocks(blocks: readonly ReportBlock[]): number {
  if (blocks.length > MAX_REPORT_BLOCKS) {
    throw outOfRange('reportBlocks.length', blocks.length, `at most ${MAX_REPORT_BLOCKS}`);
  }
  for (const block of blocks) checkReportBlock(block);
  return blocks.length * REPORT_BLOCK_LENGTH;
}

/** Writes measured blocks and returns the offset behind them. */
export function writeReportBlocks(blocks: readonly ReportBlock[], bytes: Uint8Array, offset: number): number {
  let next = offset;
  for (const block of blocks) {
    writeUint32(bytes, next, block.ssrc);
    bytes[next + 4] = block.fractionLost;
    writeUint24(bytes, next + 5, block.cumulativeLost);
    writeUint32(bytes, next + 8, block.extendedHighestSequenceNumber);
    writeUint32(bytes, next + 12, block.interarrivalJitter);
    writeUint32(bytes, next + 16, block.lastSenderReport);
    writeUint32(bytes, next + 20, block.delaySinceLastSenderReport);
    next += REPORT_BLOCK_LENGTH;
  }
  return next;
}

function readReportBlock(bytes: Uint8Array, offset: number): ReportBlock {
  return {
    ssrc: readUint32(bytes, offset),
    fractionLost: bytes[offset + 4]!,
    cumulativeLost: (readUint24(bytes, offset + 5) << 8) >> 8,
    extendedHighestSequenceNumber: readUint32(bytes, offset + 8),
    interarrivalJitter: readUint32(bytes, offset + 12),
    lastSenderReport: readUint32(bytes, offset + 16),
    delaySinceLastSenderReport: readUint32(bytes, offset + 20),
  };
}

function checkReportBlock(block: ReportBlock): void {
  requireInteger('ssrc', block.ssrc, 0, 0xffff_ffff);
  requireInteger('fractionLost', block.fractionLost, 0, 0xff);
  requireInteger('cumulativeLost', block.cumulativeLost, -0x80_0000, 0x7f_ffff);
  requireInteger('extendedHighestSequenceNumber', block.extendedHighestSequenceNumber, 0, Number.MAX_SAFE_INTEGER);
  requireInteger('interarrivalJitter', block.interarrivalJitter, 0, 0xffff_ffff);
  requireInteger('lastSenderReport', block.lastSenderReport, 0, 0xffff_ffff);
  requireInteger('delaySinceLastSenderReport', block.delaySinceLastSenderReport, 0, 0xffff_ffff);
}
