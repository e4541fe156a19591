/** What loss and duplicate reports share (RFC 3611 §4.1, §4.2): a bit for each packet, run-length encoded. */

import { Reject, requireInteger } from '../../errors.js';
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
import { measureTrace, readTrace, writeTrace } from './run-length-trace.js';

const FIXED_LENGTH = BLOCK_HEADER_LENGTH + REPORTED_RANGE_LENGTH;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |   BT=1 or 2   | rsvd. |   T   |         block length          |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                  SSRC of source, begin, end                   |  two words
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |          chunk 1              |             chunk 2           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface RunLengthReport extends ReportedRange {
  /** Only sequence numbers that are multiples of 2^thinning are reported on: 0 to 15. */
  readonly thinning: number;
  /**
   * Packets of one kind and of the other by turns, for as many as are reported on; none is 0 but the first, where the other
   * kind comes first.
   */
  readonly runLengths: readonly number[];
}

/** The format of one of the two block types. */
export function runLengthFormat<Type extends string>(
  type: Type,
  blockType: number,
  section: string,
): ExtendedReportBlockFormat<RunLengthReport & { readonly type: Type }> {
  return {
    type,
    blockType,

    parse(bytes, { offset, end, typeSpecific }) {
      const traceOffset = offset + FIXED_LENGTH;
      if (traceOffset > end) return new Reject('block-shorter-than-its-type', end, section);
      const range = readReportedRange(bytes, offset + BLOCK_HEADER_LENGTH);
      const thinning = typeSpecific & 0x0f;
      const runLengths = readTrace(bytes, traceOffset, end, countReported(range, thinning));
      if (runLengths === undefined) return new Reject('trace-shorter-than-range', end, section);
      return { type, ...range, thinning, runLengths };
    },

    measure(block) {
      checkReportedRange(block);
      requireInteger('thinning', block.thinning, 0, 15);
      return FIXED_LENGTH + measureTrace(block.runLengths, countReported(block, block.thinning));
    },

    write(block, bytes, offset, length) {
      writeBlockHeader(bytes, offset, blockType, block.thinning, length);
      writeReportedRange(block, bytes, offset + BLOCK_HEADER_LENGTH);
      writeTrace(block.runLengths, bytes, offset + FIXED_LENGTH, offset + length);
    },
  };
}
