/** VoIP metrics report block (RFC 3611 §4.7): how a telephone call is heard. */

import { readUint16, readUint32, writeUint16, writeUint32 } from '../../bytes/big-endian.js';
import { Reject, requireInteger } from '../../errors.js';
import type { ExtendedReportBlockFormat } from './report-block-format.js';
import { writeBlockHeader } from './report-block-header.js';

const BLOCK_TYPE = 7;
const LENGTH = 36;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     BT=7      |   reserved    |       block length = 8        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                        SSRC of source                         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |   loss rate   | discard rate  | burst density |  gap density  |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |       burst duration          |         gap duration          |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     round trip delay          |       end system delay        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * | signal level  |  noise level  |     RERL      |     Gmin      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |   R factor    | ext. R factor |    MOS-LQ     |    MOS-CQ     |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |   RX config   |   reserved    |          JB nominal           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |          JB maximum           |          JB abs max           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface VoipMetrics {
  readonly type: 'voip-metrics';
  /** The source that the block is about. */
  readonly ssrc: number;
  /** Packets lost, and packets discarded by the jitter buffer, since the beginning, in 1/256 of those expected: 0 to 255. */
  readonly lossRate: number;
  readonly discardRate: number;
  /** Packets lost or discarded within bursts, and within the gaps between them, in 1/256 (§4.7.2). */
  readonly burstDensity: number;
  readonly gapDensity: number;
  /** Mean lengths in milliseconds, 16 bits. */
  readonly burstDuration: number;
  readonly gapDuration: number;
  /** Between the two RTP interfaces, in milliseconds, 16 bits; 0 when it could not be measured. */
  readonly roundTripDelay: number;
  /** From capture to sending and from receiving to playing together, in milliseconds, 16 bits. */
  readonly endSystemDelay: number;
  /** In dBm0, −128 to 126; 127: not known. */
  readonly signalLevel: number;
  readonly noiseLevel: number;
  /** Residual echo return loss in dB; 127: not known. */
  readonly residualEchoReturnLoss: number;
  /** The gap threshold: so many packets without a loss end a burst, 1 to 255, recommended 16. */
  readonly gapThreshold: number;
  /** Voice quality of the segment carried over RTP, 0 to 100; 127: not known. The external one is of the rest of the way. */
  readonly rFactor: number;
  readonly externalRFactor: number;
  /** Mean opinion scores for listening and for conversation, in tenths, 10 to 50; 127: not known. */
  readonly listeningQuality: number;
  readonly conversationalQuality: number;
  /** 3: standard, 2: enhanced, 1: disabled, 0: unspecified (§4.7.6). */
  readonly packetLossConcealment: number;
  /** 3: adaptive, 2: not adaptive, 1: reserved, 0: not known. */
  readonly jitterBufferAdaptive: number;
  /** How fast it adapts, 0 to 15. */
  readonly jitterBufferRate: number;
  /** In milliseconds, 16 bits (§4.7.7): the delay now, the most seen, and the most that it can reach. */
  readonly jitterBufferNominal: number;
  readonly jitterBufferMaximum: number;
  readonly jitterBufferAbsoluteMaximum: number;
}

type NumericField = Exclude<keyof VoipMetrics, 'type' | 'ssrc'>;

/** Fields of a whole octet, by their offset in the block. */
const OCTETS: readonly (readonly [NumericField, number])[] = [
  ['lossRate', 8],
  ['discardRate', 9],
  ['burstDensity', 10],
  ['gapDensity', 11],
  ['residualEchoReturnLoss', 22],
  ['gapThreshold', 23],
  ['rFactor', 24],
  ['externalRFactor', 25],
  ['listeningQuality', 26],
  ['conversationalQuality', 27],
];

/** Fields of two octets, alike. */
const PAIRS: readonly (readonly [NumericField, number])[] = [
  ['burstDuration', 12],
  ['gapDuration', 14],
  ['roundTripDelay', 16],
  ['endSystemDelay', 18],
  ['jitterBufferNominal', 30],
  ['jitterBufferMaximum', 32],
  ['jitterBufferAbsoluteMaximum', 34],
];

export const voipMetricsFormat: ExtendedReportBlockFormat<VoipMetrics> = {
  type: 'voip-metrics',
  blockType: BLOCK_TYPE,

  parse(bytes, { offset, end }) {
    if (end - offset !== LENGTH) return new Reject('block-length-not-of-its-type', offset + 2, 'RFC 3611 §4.7');
    const receiverConfiguration = bytes[offset + 28]!;
    return {
      type: 'voip-metrics',
      ssrc: readUint32(bytes, offset + 4),
      lossRate: bytes[offset + 8]!,
      discardRate: bytes[offset + 9]!,
      burstDensity: bytes[offset + 10]!,
      gapDensity: bytes[offset + 11]!,
      burstDuration: readUint16(bytes, offset + 12),
      gapDuration: readUint16(bytes, offset + 14),
      roundTripDelay: readUint16(bytes, offset + 16),
      endSystemDelay: readUint16(bytes, offset + 18),
      signalLevel: (bytes[offset + 20]! << 24) >> 24,
      noiseLevel: (bytes[offset + 21]! << 24) >> 24,
      residualEchoReturnLoss: bytes[offset + 22]!,
      gapThreshold: bytes[offset + 23]!,
      rFactor: bytes[offset + 24]!,
      externalRFactor: bytes[offset + 25]!,
      listeningQuality: bytes[offset + 26]!,
      conversationalQuality: bytes[offset + 27]!,
      packetLossConcealment: receiverConfiguration >>> 6,
      jitterBufferAdaptive: (receiverConfiguration >>> 4) & 3,
      jitterBufferRate: receiverConfiguration & 0x0f,
      jitterBufferNominal: readUint16(bytes, offset + 30),
      jitterBufferMaximum: readUint16(bytes, offset + 32),
      jitterBufferAbsoluteMaximum: readUint16(bytes, offset + 34),
    };
  },

  measure(block) {
    requireInteger('ssrc', block.ssrc, 0, 0xffff_ffff);
    for (const [field] of OCTETS) requireInteger(field, block[field], 0, 0xff);
    for (const [field] of PAIRS) requireInteger(field, block[field], 0, 0xffff);
    requireInteger('signalLevel', block.signalLevel, -128, 127);
    requireInteger('noiseLevel', block.noiseLevel, -128, 127);
    requireInteger('packetLossConcealment', block.packetLossConcealment, 0, 3);
    requireInteger('jitterBufferAdaptive', block.jitterBufferAdaptive, 0, 3);
    requireInteger('jitterBufferRate', block.jitterBufferRate, 0, 15);
    return LENGTH;
  },

  write(block, bytes, offset, length) {
    writeBlockHeader(bytes, offset, BLOCK_TYPE, 0, length);
    writeUint32(bytes, offset + 4, block.ssrc);
    for (const [field, place] of OCTETS) bytes[offset + place] = block[field];
    for (const [field, place] of PAIRS) writeUint16(bytes, offset + place, block[field]);
    bytes[offset + 20] = block.signalLevel;
    bytes[offset + 21] = block.noiseLevel;
    const { packetLossConcealment, jitterBufferAdaptive, jitterBufferRate } = block;
    bytes[offset + 28] = (packetLossConcealment << 6) | (jitterBufferAdaptive << 4) | jitterBufferRate;
    bytes[offset + 29] = 0;
  },
};
