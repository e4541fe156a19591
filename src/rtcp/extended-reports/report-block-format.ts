/** What one file of this folder knows about its block: how to read it, measure it and write it. */

import type { Reject } from '../../errors.js';
import type { BlockHeader } from './report-block-header.js';

export interface ExtendedReportBlockFormat<Block extends { readonly type: string }> {
  /** The `type` of the blocks, by which the writer finds this format. */
  readonly type: Block['type'];
  /** The number in the block's header, by which the parser finds it (RFC 3611 §4). */
  readonly blockType: number;
  /** Reads the block from `header.offset` to `header.end`; byte fields are views on `bytes`. */
  parse(bytes: Uint8Array, header: BlockHeader): Block | Reject;
  /**
   * Octets of the block, header included; a multiple of 4. Everything is checked here, so that writing cannot fail.
   * @throws RangeError when a field is outside its range
   */
  measure(block: Block): number;
  /** Writes the block, measured as `length` octets, at `offset`. */
  write(block: Block, bytes: Uint8Array, offset: number, length: number): void;
}
