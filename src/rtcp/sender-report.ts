/** Sender report (RFC 3550 §6.4.1): what a source has sent, by which clock, and how it receives others. */

import { readUint32, writeUint32 } from '../bytes/big-endian.js';
import type { NtpTimestamp } from '../clock/ntp-timestamp.js';
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

const PAYLOAD_TYPE = 200;
const FIXED_LENGTH = 28;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|    RC   |   PT=SR=200   |            length             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                        SSRC of sender                         |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |                NTP timestamp, seconds, fraction               |  two words
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                         RTP timestamp                         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                     sender's packet count                     |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                      sender's octet count                     |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |               RC report blocks, profile extension             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface SenderReport {
  readonly type: 'sender-report';
  readonly ssrc: number;
  /** The wall clock when the report was sent, and {@link rtpTimestamp} is the same instant. */
  readonly ntpTimestamp: NtpTimestamp;
  /** 32 bits; may be given unwrapped, is written modulo 2^32, like the two counts. */
  readonly rtpTimestamp: number;
  readonly senderPacketCount: number;
  /** Payload octets, headers and padding excluded. */
  readonly senderOctetCount: number;
  /** At most 31. */
  readonly reportBlocks: readonly ReportBlock[];
  /** Octets a profile has added, whole words (RFC 3550 §6.4.3). */
  readonly profileExtension?: Uint8Array | undefined;
}

export const senderReportFormat: RtcpPacketFormat<SenderReport> = {
  type: 'sender-report',
  payloadType: PAYLOAD_TYPE,

  parse(bytes, { offset, end, count }) {
    if (offset + FIXED_LENGTH > end) return new Reject('shorter-than-sender-report', end, 'RFC 3550 §6.4.1');
    const blocksOffset = offset + FIXED_LENGTH;
    const blocksEnd = reportBlocksEnd(blocksOffset, count);
    if (blocksEnd > end) return new Reject('report-blocks-overrun-packet', end, 'RFC 3550 §6.4.1');
    return {
      type: 'sender-report',
      ssrc: readUint32(bytes, offset + 4),
      ntpTimestamp: { seconds: readUint32(bytes, offset + 8), fraction: readUint32(bytes, offset + 12) },
      rtpTimestamp: readUint32(bytes, offset + 16),
      senderPacketCount: readUint32(bytes, offset + 20),
      senderOctetCount: readUint32(bytes, offset + 24),
      reportBlocks: readReportBlocks(bytes, blocksOffset, count),
      profileExtension: readProfileExtension(bytes, blocksEnd, end),
    };
  },

  measure(report) {
    requireInteger('ssrc', report.ssrc, 0, 0xffff_ffff);
    requireInteger('ntpTimestamp.seconds', report.ntpTimestamp.seconds, 0, 0xffff_ffff);
    requireInteger('ntpTimestamp.fraction', report.ntpTimestamp.fraction, 0, 0xffff_ffff);
    requireInteger('rtpTimestamp', report.rtpTimestamp, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    requireInteger('senderPacketCount', report.senderPacketCount, 0, Number.MAX_SAFE_INTEGER);
    requireInteger('senderOctetCount', report.senderOctetCount, 0, Number.MAX_SAFE_INTEGER);
    return FIXED_LENGTH + measureReportBlocks(report.reportBlocks) + measureProfileExtension(report.profileExtension);
  },

  write(report, bytes, offset, length) {
    writeRtcpHeader(bytes, offset, report.reportBlocks.length, PAYLOAD_TYPE, length);
    writeUint32(bytes, offset + 4, report.ssrc);
    writeUint32(bytes, offset + 8, report.ntpTimestamp.seconds);
    writeUint32(bytes, offset + 12, report.ntpTimestamp.fraction);
    writeUint32(bytes, offset + 16, report.rtpTimestamp);
    writeUint32(bytes, offset + 20, report.senderPacketCount);
    writeUint32(bytes, offset + 24, report.senderOctetCount);
    const blocksEnd = writeReportBlocks(report.reportBlocks, bytes, offset + FIXED_LENGTH);
    if (report.profileExtension !== undefined) bytes.set(report.profileExtension, blocksEnd);
  },
};
