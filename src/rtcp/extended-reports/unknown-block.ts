/** A block of a type that is not read here, kept with its octets: what is not known is to be ignored (RFC 3611 §3). */

import { outOfRange, requireInteger } from '../../errors.js';
import type { ExtendedReportBlockFormat } from './report-block-format.js';
import { BLOCK_HEADER_LENGTH, writeBlockHeader } from './report-block-header.js';

/** Written again as it was read. */
export interface UnknownBlock {
  readonly type: 'unknown';
  /** 0 to 255. */
  readonly blockType: number;
  /** Eight bits. */
  readonly typeSpecific: number;
  /** Everything behind the header, whole words; a view on the datagram where it was received. */
  readonly body: Uint8Array;
}

/** Stands behind the registry: its `blockType` is none, because it takes all that the others leave. */
export const unknownBlockFormat: ExtendedReportBlockFormat<UnknownBlock> = {
  type: 'unknown',
  blockType: -1,

  parse(bytes, { offset, end, blockType, typeSpecific }) {
    return { type: 'unknown', blockType, typeSpecific, body: bytes.subarray(offset + BLOCK_HEADER_LENGTH, end) };
  },

  measure({ blockType, typeSpecific, body }) {
    requireInteger('blockType', blockType, 0, 255);
    requireInteger('typeSpecific', typeSpecific, 0, 255);
    if (body.length % 4 !== 0) throw outOfRange('body.length', body.length, 'a multiple of 4');
    return BLOCK_HEADER_LENGTH + body.length;
  },

  write({ blockType, typeSpecific, body }, bytes, offset, length) {
    writeBlockHeader(bytes, offset, blockType, typeSpecific, length);
    bytes.set(body, offset + BLOCK_HEADER_LENGTH);
  },
};
