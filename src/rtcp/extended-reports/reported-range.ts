/** Which packets of a source a block reports on (RFC 3611 §4.1): the second and third words of four block types. */

import { readUint16, readUint32, writeUint16, writeUint32 } from '../../bytes/big-endian.js';
import { requireInteger } from '../../errors.js';

/** Octets of SSRC and range. */
export const REPORTED_RANGE_LENGTH = 8;

/**
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                        SSRC of source                         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |          begin_seq            |             end_seq           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface ReportedRange {
  /** The source that the block is about. */
  readonly ssrc: number;
  /** The first sequence number reported on. */
  readonly beginSequenceNumber: number;
  /** One past the last sequence number reported on, modulo 2^16. */
  readonly endSequenceNumber: number;
}

/** Reads it at `offset`; the caller has checked that it lies inside. */
export function readReportedRange(bytes: Uint8Array, offset: number): ReportedRange {
  return {
    ssrc: readUint32(bytes, offset),
    beginSequenceNumber: readUint16(bytes, offset + 4),
    endSequenceNumber: readUint16(bytes, offset + 6),
  };
}

/** @throws RangeError when a field is outside its range */
export function checkReportedRange({ ssrc, beginSequenceNumber, endSequenceNumber }: ReportedRange): void {
  requireInteger('ssrc', ssrc, 0, 0xffff_ffff);
  requireInteger('beginSequenceNumber', beginSequenceNumber, 0, 0xffff);
  requireInteger('endSequenceNumber', endSequenceNumber, 0, 0xffff);
}

export function writeReportedRange(range: ReportedRange, bytes: Uint8Array, offset: number): void {
  writeUint32(bytes, offset, range.ssrc);
  writeUint16(bytes, offset + 4, range.beginSequenceNumber);
  writeUint16(bytes, offset + 6, range.endSequenceNumber);
}

/**
 * How many packets of the range are reported on: those whose sequence number is a multiple of 2^thinning (RFC 3611 §4.1).
 * @param thinning 0 to 15
 */
export function countReported({ beginSequenceNumber, endSequenceNumber }: ReportedRange, thinning: number): number {
  const end = beginSequenceNumber + ((endSequenceNumber - beginSequenceNumber) & 0xffff);
  return Math.ceil(end / 2 ** thinning) - Math.ceil(beginSequenceNumber / 2 ** thinning);
}
