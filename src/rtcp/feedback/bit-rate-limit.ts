/** The entries of TMMBR and TMMBN (RFC 5104 §4.2.1.1): how fast a media sender may send, headers counted. */

import { readUint32, writeUint32 } from '../../bytes/big-endian.js';
import { requireInteger } from '../../errors.js';
import type { RtcpHeader } from '../rtcp-header.js';
import { exponentOf, requireBitRate } from './bit-rate.js';
import { FEEDBACK_HEADER_LENGTH } from './feedback-header.js';

/** Octets of one entry. */
export const BIT_RATE_LIMIT_LENGTH = 8;

const MANTISSA_BITS = 17;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                              SSRC                             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * | MxTBR Exp |  MxTBR Mantissa                 |Measured Overhead|
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface BitRateLimit {
  /** In a request the media sender that is asked; in a notification who asked for the limit. */
  readonly ssrc: number;
  /** The maximum total media bit rate in bit/s; written with 17 significant bits, rounded down. */
  readonly bitRate: number;
  /** What IP, UDP, RTP and so on add to each packet, measured, in octets: 0 to 511. */
  readonly overhead: number;
}

/** Reads all entries of a message that holds only whole ones. */
export function readBitRateLimits(bytes: Uint8Array, { offset, end }: RtcpHeader): BitRateLimit[] {
  const limits: BitRateLimit[] = [];
  for (let next = offset + FEEDBACK_HEADER_LENGTH; next < end; next += BIT_RATE_LIMIT_LENGTH) {
    const word = readUint32(bytes, next + 4);
    const bitRate = ((word >>> 9) & 0x1_ffff) * 2 ** (word >>> 26);
    limits.push({ ssrc: readUint32(bytes, next), bitRate, overhead: word & 0x1ff });
  }
  return limits;
}

/** Checks entries before they are written and returns their octets. */
export function measureBitRateLimits(limits: readonly BitRateLimit[]): number {
  for (const { ssrc, bitRate, overhead } of limits) {
    requireInteger('ssrc', ssrc, 0, 0xffff_ffff);
    requireBitRate(bitRate, MANTISSA_BITS);
    requireInteger('overhead', overhead, 0, 0x1ff);
  }
  return limits.length * BIT_RATE_LIMIT_LENGTH;
}

/** Writes measured entries from `offset` on. */
export function writeBitRateLimits(limits: readonly BitRateLimit[], bytes: Uint8Array, offset: number): void {
  let next = offset;
  for (const { ssrc, bitRate, overhead } of limits) {
    const exponent = exponentOf(bitRate, MANTISSA_BITS);
    writeUint32(bytes, next, ssrc);
    writeUint32(bytes, next + 4, (exponent << 26) | (Math.floor(bitRate / 2 ** exponent) << 9) | overhead);
    next += BIT_RATE_LIMIT_LENGTH;
  }
}
