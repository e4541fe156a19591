/** The entries of TMMBR and TMMBN (RFC 5104 §4.2.1.1): how fast a media sender may send, headers counted. */

import { readUint32, writeUint32 } from '../../bytes/big-endian.js';
import { requireInteger } from '../../errors.js';
import { exponentOf, requireBitRate } from './bit-rate.js';
import type { FeedbackEntryFormat } from './feedback-entries.js';

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

/** The entry of both messages; a request has at least one. */
export function bitRateLimitFormat(fewest: 0 | 1, section: string): FeedbackEntryFormat<BitRateLimit> {
  return {
    field: 'entries',
    length: 8,
    fewest,
    section,

    read(bytes, offset) {
      const word = readUint32(bytes, offset + 4);
      const bitRate = ((word >>> 9) & 0x1_ffff) * 2 ** (word >>> 26);
      return { ssrc: readUint32(bytes, offset), bitRate, overhead: word & 0x1ff };
    },

    check({ ssrc, bitRate, overhead }) {
      requireInteger('ssrc', ssrc, 0, 0xffff_ffff);
      requireBitRate(bitRate, MANTISSA_BITS);
      requireInteger('overhead', overhead, 0, 0x1ff);
    },

    write({ ssrc, bitRate, overhead }, bytes, offset) {
      const exponent = exponentOf(bitRate, MANTISSA_BITS);
      writeUint32(bytes, offset, ssrc);
      writeUint32(bytes, offset + 4, (exponent << 26) | (Math.floor(bitRate / 2 ** exponent) << 9) | overhead);
    },
  };
}
