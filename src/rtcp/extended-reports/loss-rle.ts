/** Loss RLE report block (RFC 3611 §4.1): which packets of a source have come. */

import type { ExtendedReportBlockFormat } from './report-block-format.js';
import { runLengthFormat, type RunLengthReport } from './run-length-report.js';

/** `runLengths` are of packets received and packets lost by turns, the first received. */
export interface LossRle extends RunLengthReport {
  readonly type: 'loss-rle';
}

export const lossRleFormat: ExtendedReportBlockFormat<LossRle> = runLengthFormat('loss-rle', 1, 'RFC 3611 §4.1');
