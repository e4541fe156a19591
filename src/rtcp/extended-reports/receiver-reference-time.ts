/** Receiver reference time report block (RFC 3611 §4.4): the clock of a participant that may send nothing. */

import { readUint32, writeUint32 } from '../../bytes/big-endian.js';
import type { NtpTimestamp } from '../../clock/ntp-timestamp.js';
import { Reject, requireInteger } from '../../errors.js';
import type { ExtendedReportBlockFormat } from './report-block-format.js';
import { writeBlockHeader } from './report-block-header.js';

const BLOCK_TYPE = 4;
const LENGTH = 12;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     BT=4      |   reserved    |       block length = 2        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                NTP timestamp, seconds, fraction               |  two words
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface ReceiverReferenceTime {
  readonly type: 'receiver-reference-time';
  /** The wall clock when the block was sent. */
  readonly ntpTimestamp: NtpTimestamp;
}

export const receiverReferenceTimeFormat: ExtendedReportBlockFormat<ReceiverReferenceTime> = {
  type: 'receiver-reference-time',
  blockType: BLOCK_TYPE,

  parse(bytes, { offset, end }) {
    if (end - offset !== LENGTH) return new Reject('block-length-not-of-its-type', offset + 2, 'RFC 3611 §4.4');
    return {
      type: 'receiver-reference-time',
      ntpTimestamp: { seconds: readUint32(bytes, offset + 4), fraction: readUint32(bytes, offset + 8) },
    };
  },

  measure({ ntpTimestamp }) {
    requireInteger('ntpTimestamp.seconds', ntpTimestamp.seconds, 0, 0xffff_ffff);
    requireInteger('ntpTimestamp.fraction', ntpTimestamp.fraction, 0, 0xffff_ffff);
    return LENGTH;
  },

  write({ ntpTimestamp }, bytes, offset, length) {
    writeBlockHeader(bytes, offset, BLOCK_TYPE, 0, length);
    writeUint32(bytes, offset + 4, ntpTimestamp.seconds);
    writeUint32(bytes, offset + 8, ntpTimestamp.fraction);
  },
};
