/** Duplicate RLE report block (RFC 3611 §4.2): which packets of a source have come more than once. */

import type { ExtendedReportBlockFormat } from './report-block-format.js';
import { runLengthFormat, type RunLengthReport } from './run-length-report.js';

/** `runLengths` are of packets without and with duplicates by turns, the first without; a packet lost has none. */
export interface DuplicateRle extends RunLengthReport {
  readonly type: 'duplicate-rle';
}

export const duplicateRleFormat: ExtendedReportBlockFormat<DuplicateRle> = runLengthFormat(
  'duplicate-rle',
  2,
  'RFC 3611 §4.2',
);
