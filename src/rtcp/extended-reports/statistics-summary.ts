/** Statistics summary report block (RFC 3611 §4.6): loss, duplicates, jitter and hops of a range of packets. */

import { readUint32, writeUint32 } from '../../bytes/big-endian.js';
import { Reject, requireInteger } from '../../errors.js';
import type { ExtendedReportBlockFormat } from './report-block-format.js';
import { BLOCK_HEADER_LENGTH, writeBlockHeader } from './report-block-header.js';
import { checkReportedRange, readReportedRange, writeReportedRange, type ReportedRange } from './reported-range.js';

const BLOCK_TYPE = 6;
const LENGTH = 40;
const SECTION = 'RFC 3611 §4.6';
const LOSS_FLAG = 0x80;
const DUPLICATE_FLAG = 0x40;
const JITTER_FLAG = 0x20;
/** By the two bits ToH. */
const HOP_LIMITS = [undefined, 'time-to-live', 'hop-limit'] as const;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     BT=6      |L|D|J|ToH|rsvd.|       block length = 9        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                  SSRC of source, begin, end                   |  two words
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |               lost packets, duplicate packets                 |  two words
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |      jitter: minimum, maximum, mean, standard deviation       |  four words
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * | min_ttl_or_hl | max_ttl_or_hl |mean_ttl_or_hl | dev_ttl_or_hl |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface StatisticsSummary extends ReportedRange {
  readonly type: 'statistics-summary';
  /** Packets of the range that have not come; left out where the block does not tell. */
  readonly lostPackets?: number | undefined;
  /** Packets of the range that have come again; left out where the block does not tell. */
  readonly duplicatePackets?: number | undefined;
  /** Interarrival jitter between each two packets, in timestamp units; left out where the block does not tell. */
  readonly jitter?: Distribution | undefined;
  /** Time to live (IPv4) or hop limit (IPv6) of the packets, each 0 to 255; left out where the block does not tell. */
  readonly hops?: HopDistribution | undefined;
}

/** Integers of 32 bits. */
export interface Distribution {
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  readonly standardDeviation: number;
}

/** Integers of 8 bits. */
export interface HopDistribution extends Distribution {
  readonly kind: 'time-to-live' | 'hop-limit';
}

export const statisticsSummaryFormat: ExtendedReportBlockFormat<StatisticsSummary> = {
  type: 'statistics-summary',
  blockType: BLOCK_TYPE,

  parse(bytes, { offset, end, typeSpecific }) {
    if (end - offset !== LENGTH) return new Reject('block-length-not-of-its-type', offset + 2, SECTION);
    const hopLimit = (typeSpecific >>> 3) & 3;
    if (hopLimit >= HOP_LIMITS.length) return new Reject('reserved-hop-limit', offset + 1, SECTION);
    const kind = HOP_LIMITS[hopLimit];
    return {
      type: 'statistics-summary',
      ...readReportedRange(bytes, offset + BLOCK_HEADER_LENGTH),
      lostPackets: (typeSpecific & LOSS_FLAG) === 0 ? undefined : readUint32(bytes, offset + 12),
      duplicatePackets: (typeSpecific & DUPLICATE_FLAG) === 0 ? undefined : readUint32(bytes, offset + 16),
      jitter: (typeSpecific & JITTER_FLAG) === 0 ? undefined : readJitter(bytes, offset + 20),
      hops: kind === undefined ? undefined : readHops(bytes, offset + 36, kind),
    };
  },

  measure(block) {
    checkReportedRange(block);
    requireInteger('lostPackets', block.lostPackets ?? 0, 0, 0xffff_ffff);
    requireInteger('duplicatePackets', block.duplicatePackets ?? 0, 0, 0xffff_ffff);
    if (block.jitter !== undefined) checkDistribution('jitter', block.jitter, 0xffff_ffff);
    if (block.hops !== undefined) checkDistribution('hops', block.hops, 0xff);
    requireInteger('position of hops.kind', HOP_LIMITS.indexOf(block.hops?.kind), 0, HOP_LIMITS.length);
    return LENGTH;
  },

  write(block, bytes, offset, length) {
    const { lostPackets, duplicatePackets, jitter, hops } = block;
    let flags = HOP_LIMITS.indexOf(hops?.kind) << 3;
    if (lostPackets !== undefined) flags |= LOSS_FLAG;
    if (duplicatePackets !== undefined) flags |= DUPLICATE_FLAG;
    if (jitter !== undefined) flags |= JITTER_FLAG;
    writeBlockHeader(bytes, offset, BLOCK_TYPE, flags, length);
    writeReportedRange(block, bytes, offset + BLOCK_HEADER_LENGTH);
    writeUint32(bytes, offset + 12, lostPackets ?? 0);
    writeUint32(bytes, offset + 16, duplicatePackets ?? 0);
    writeUint32(bytes, offset + 20, jitter?.minimum ?? 0);
    writeUint32(bytes, offset + 24, jitter?.maximum ?? 0);
    writeUint32(bytes, offset + 28, jitter?.mean ?? 0);
    writeUint32(bytes, offset + 32, jitter?.standardDeviation ?? 0);
    bytes[offset + 36] = hops?.minimum ?? 0;
    bytes[offset + 37] = hops?.maximum ?? 0;
    bytes[offset + 38] = hops?.mean ?? 0;
    bytes[offset + 39] = hops?.standardDeviation ?? 0;
  },
};

function readJitter(bytes: Uint8Array, offset: number): Distribution {
  return {
    minimum: readUint32(bytes, offset),
    maximum: readUint32(bytes, offset + 4),
    mean: readUint32(bytes, offset + 8),
    standardDeviation: readUint32(bytes, offset + 12),
  };
}

function readHops(bytes: Uint8Array, offset: number, kind: HopDistribution['kind']): HopDistribution {
  return {
    kind,
    minimum: bytes[offset]!,
    maximum: bytes[offset + 1]!,
    mean: bytes[offset + 2]!,
    standardDeviation: bytes[offset + 3]!,
  };
}

function checkDistribution(name: string, distribution: Distribution, most: number): void {
  requireInteger(`${name}.minimum`, distribution.minimum, 0, most);
  requireInteger(`${name}.maximum`, distribution.maximum, 0, most);
  requireInteger(`${name}.mean`, distribution.mean, 0, most);
  requireInteger(`${name}.standardDeviation`, distribution.standardDeviation, 0, most);
}
