/** DLRR report block (RFC 3611 §4.5): what receivers need to tell their round trip from the reference times they have sent. */

import { readUint32, writeUint32 } from '../../bytes/big-endian.js';
import { Reject, requireInteger } from '../../errors.js';
import type { ExtendedReportBlockFormat } from './report-block-format.js';
import { BLOCK_HEADER_LENGTH, writeBlockHeader } from './report-block-header.js';

const BLOCK_TYPE = 5;
const REPORT_LENGTH = 12;
/** As many as the length field can tell. */
const MAX_REPORTS = 0xffff / 3;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     BT=5      |   reserved    |         block length          |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |                       SSRC of a receiver                      |  a sub-block, repeated
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                         last RR (LRR)                         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                   delay since last RR (DLRR)                  |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface DelaySinceLastReceiverReport {
  readonly type: 'delay-since-last-receiver-report';
  /** At most 21 845. */
  readonly reports: readonly LastReceiverReport[];
}

/** When a receiver's reference time was heard last. */
export interface LastReceiverReport {
  /** The receiver. */
  readonly ssrc: number;
  /** The middle 32 bits of the NTP timestamp of its last reference time; 0 when none has come. */
  readonly lastReceiverReport: number;
  /** From receiving that to sending this block, in 1/65536 s, 32 bits; 0 when none has come. */
  readonly delaySinceLastReceiverReport: number;
}

export const delaySinceLastReceiverReportFormat: ExtendedReportBlockFormat<DelaySinceLastReceiverReport> = {
  type: 'delay-since-last-receiver-report',
  blockType: BLOCK_TYPE,

  parse(bytes, { offset, end }) {
    const reportsOffset = offset + BLOCK_HEADER_LENGTH;
    if ((end - reportsOffset) % REPORT_LENGTH !== 0) {
      return new Reject('block-length-not-of-its-type', offset + 2, 'RFC 3611 §4.5');
    }
    const reports: LastReceiverReport[] = [];
    for (let next = reportsOffset; next < end; next += REPORT_LENGTH) {
      reports.push({
        ssrc: readUint32(bytes, next),
        lastReceiverReport: readUint32(bytes, next + 4),
        delaySinceLastReceiverReport: readUint32(bytes, next + 8),
      });
    }
    return { type: 'delay-since-last-receiver-report', reports };
  },

  measure({ reports }) {
    requireInteger('reports.length', reports.length, 0, MAX_REPORTS);
    for (const report of reports) {
      requireInteger('ssrc', report.ssrc, 0, 0xffff_ffff);
      requireInteger('lastReceiverReport', report.lastReceiverReport, 0, 0xffff_ffff);
      requireInteger('delaySinceLastReceiverReport', report.delaySinceLastReceiverReport, 0, 0xffff_ffff);
    }
    return BLOCK_HEADER_LENGTH + REPORT_LENGTH * reports.length;
  },

  write({ reports }, bytes, offset, length) {
    writeBlockHeader(bytes, offset, BLOCK_TYPE, 0, length);
    let next = offset + BLOCK_HEADER_LENGTH;
    for (const report of reports) {
      writeUint32(bytes, next, report.ssrc);
      writeUint32(bytes, next + 4, report.lastReceiverReport);
      writeUint32(bytes, next + 8, report.delaySinceLastReceiverReport);
      next += REPORT_LENGTH;
    }
  },
};
