/** Extended report (RFC 3611 §2): blocks of what sender and receiver reports do not tell. */

import { readUint32, writeUint32 } from '../../bytes/big-endian.js';
import { outOfRange, Reject, requireInteger, wrongType } from '../../errors.js';
import { writeRtcpHeader } from '../rtcp-header.js';
import type { RtcpPacketFormat } from '../rtcp-packet-format.js';
import { formatOfBlock, formatOfBlockType, type ExtendedReportBlock } from './registry.js';
import { MAX_BLOCK_LENGTH, readBlockHeader } from './report-block-header.js';

const PAYLOAD_TYPE = 207;
const FIXED_LENGTH = 8;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|reserved |   PT=XR=207   |             length            |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                              SSRC                             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                         report blocks                         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface ExtendedReport {
  readonly type: 'extended-report';
  /** Who reports. */
  readonly ssrc: number;
  readonly blocks: readonly ExtendedReportBlock[];
}

export const extendedReportFormat: RtcpPacketFormat<ExtendedReport> = {
  type: 'extended-report',
  payloadType: PAYLOAD_TYPE,

  parse(bytes, { offset, end }) {
    if (offset + FIXED_LENGTH > end) return new Reject('shorter-than-extended-report', end, 'RFC 3611 §2');
    const blocks: ExtendedReportBlock[] = [];
    let next = offset + FIXED_LENGTH;
    while (next < end) {
      const header = readBlockHeader(bytes, next, end);
      if (header instanceof Reject) return header;
      const block = formatOfBlockType(header.blockType).parse(bytes, header);
      if (block instanceof Reject) return block;
      blocks.push(block);
      next = header.end;
    }
    return { type: 'extended-report', ssrc: readUint32(bytes, offset + 4), blocks };
  },

  measure({ ssrc, blocks }) {
    requireInteger('ssrc', ssrc, 0, 0xffff_ffff);
    return blocks.reduce((length, block) => length + measureBlock(block), FIXED_LENGTH);
  },

  write({ ssrc, blocks }, bytes, offset, length) {
    writeRtcpHeader(bytes, offset, 0, PAYLOAD_TYPE, length);
    writeUint32(bytes, offset + 4, ssrc);
    let next = offset + FIXED_LENGTH;
    for (const block of blocks) {
      const blockLength = measureBlock(block);
      formatOfBlock(block.type)!.write(block, bytes, next, blockLength);
      next += blockLength;
    }
  },
};

function measureBlock(block: ExtendedReportBlock): number {
  const format = formatOfBlock(block.type);
  if (format === undefined) throw wrongType('type of a block', block.type, 'the type of a block of extended reports');
  const length = format.measure(block);
  if (length > MAX_BLOCK_LENGTH)
    throw outOfRange(`length of ${block.type}`, length, `at most ${MAX_BLOCK_LENGTH} octets`);
  return length;
}
