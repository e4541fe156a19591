/** Receiver report (RFC 3550 §6.4.2): how a participant that sends nothing receives others. */

import { readUint32, writeUint32 } from '../bytes/big-endian.js';
import { Reject, requireInteger } from '../errors.js';
import { measureProfileExtension, readProfileExtension } from './profile-extension.js';
import {
  measureReportBlocks,
  readReportBlocks,
  reportBlocksEnd,
  writeReportBlocks,
  type ReportBlock,
} from './report-block.js';
import { writeRtcpHeader } from './rtcp-header.js';
import type { RtcpPacketFormat } from './rtcp-packet-format.js';

const PAYLOAD_TYPE = 201;
const FIXED_LENGTH = 8;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|    RC   |   PT=RR=201   |            length             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                     SSRC of packet sender                     |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |               RC report blocks, profile extension             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface ReceiverReport {
  readonly type: 'receiver-report';
  readonly ssrc: number;
  /** At most 31; none when nothing was received (RFC 3550 §6.4.2). */
  readonly reportBlocks: readonly ReportBlock[];
  /** Octets a profile has added, whole words (RFC 3550 §6.4.3). */
  readonly profileExtension?: Uint8Array | undefined;
}

export const receiverReportFormat: RtcpPacketFormat<ReceiverReport> = {
  type: 'receiver-report',
  payloadType: PAYLOAD_TYPE,

  parse(bytes, { offset, end, count }) {
    if (offset + FIXED_LENGTH > end) return new Reject('shorter-than-receiver-report', end, 'RFC 3550 §6.4.2');
    const blocksOffset = offset + FIXED_LENGTH;
    const blocksEnd = reportBlocksEnd(blocksOffset, count);
    if (blocksEnd > end) return new Reject('report-blocks-overrun-packet', end, 'RFC 3550 §6.4.2');
    return {
      type: 'receiver-report',
      ssrc: readUint32(bytes, offset + 4),
      reportBlocks: readReportBlocks(bytes, blocksOffset, count),
      profileExtension: readProfileExtension(bytes, blocksEnd, end),
    };
  },

  measure(report) {
    requireInteger('ssrc', report.ssrc, 0, 0xffff_ffff);
    return FIXED_LENGTH + measureReportBlocks(report.reportBlocks) + measureProfileExtension(report.profileExtension);
  },

  write(report, bytes, offset, length) {
    writeRtcpHeader(bytes, offset, report.reportBlocks.length, PAYLOAD_TYPE, length);
    writeUint32(bytes, offset + 4, report.ssrc);
    const blocksEnd = writeReportBlocks(report.reportBlocks, bytes, offset + FIXED_LENGTH);
    if (report.profileExtension !== undefined) bytes.set(report.profileExtension, blocksEnd);
  },
};
