/** Packet receipt times report block (RFC 3611 §4.3): when each packet of a source came. */

import { readUint32, writeUint32 } from '../../bytes/big-endian.js';
import { outOfRange, Reject, requireInteger } from '../../errors.js';
import type { ExtendedReportBlockFormat } from './report-block-format.js';
import { BLOCK_HEADER_LENGTH, writeBlockHeader } from './report-block-header.js';
import {
  checkReportedRange,
  countReported,
  readReportedRange,
  REPORTED_RANGE_LENGTH,
  writeReportedRange,
  type ReportedRange,
} from './reported-range.js';

const BLOCK_TYPE = 3;
const FIXED_LENGTH = BLOCK_HEADER_LENGTH + REPORTED_RANGE_LENGTH;
const SECTION = 'RFC 3611 §4.3';

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     BT=3      | rsvd. |   T   |         block length          |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                  SSRC of source, begin, end                   |  two words
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                       Receipt times                           |  a word for each packet
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface PacketReceiptTimes extends ReportedRange {
  readonly type: 'packet-receipt-times';
  /** Only sequence numbers that are multiples of 2^thinning are reported on: 0 to 15. */
  readonly thinning: number;
  /** In units of the source's RTP timestamp, 32 bits, one for each packet reported on: all of them have come. */
  readonly receiptTimes: readonly number[];
}

export const packetReceiptTimesFormat: ExtendedReportBlockFormat<PacketReceiptTimes> = {
  type: 'packet-receipt-times',
  blockType: BLOCK_TYPE,

  parse(bytes, { offset, end, typeSpecific }) {
    const timesOffset = offset + FIXED_LENGTH;
    if (timesOffset > end) return new Reject('block-shorter-than-its-type', end, SECTION);
    const range = readReportedRange(bytes, offset + BLOCK_HEADER_LENGTH);
    const thinning = typeSpecific & 0x0f;
    if (4 * countReported(range, thinning) !== end - timesOffset) {
      return new Reject('receipt-times-differ-from-range', timesOffset - 4, SECTION);
    }
    const receiptTimes: number[] = [];
    for (let next = timesOffset; next < end; next += 4) receiptTimes.push(readUint32(bytes, next));
    return { type: 'packet-receipt-times', ...range, thinning, receiptTimes };
  },

  measure(block) {
    checkReportedRange(block);
    requireInteger('thinning', block.thinning, 0, 15);
    const { receiptTimes } = block;
    const count = countReported(block, block.thinning);
    if (receiptTimes.length !== count) {
      throw outOfRange('receiptTimes.length', receiptTimes.length, `${count}, as many as are reported on`);
    }
    for (const time of receiptTimes) requireInteger('receipt time', time, 0, 0xffff_ffff);
    return FIXED_LENGTH + 4 * count;
  },

  write(block, bytes, offset, length) {
    writeBlockHeader(bytes, offset, BLOCK_TYPE, block.thinning, length);
    writeReportedRange(block, bytes, offset + BLOCK_HEADER_LENGTH);
    let next = offset + FIXED_LENGTH;
    for (const time of block.receiptTimes) {
      writeUint32(bytes, next, time);
      next += 4;
    }
  },
};
