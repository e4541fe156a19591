/** Generic NACK (RFC 4585 §6.2.1): packets that have not come. */

import { readUint16, writeUint16 } from '../../bytes/big-endian.js';
import { outOfRange, Reject, requireInteger } from '../../errors.js';
import type { RtcpPacketFormat } from '../rtcp-packet-format.js';
import { rejectEntries } from './feedback-entries.js';
import {
  FEEDBACK_HEADER_LENGTH,
  measureFeedbackHeader,
  readFeedbackHeader,
  TRANSPORT_LAYER_FEEDBACK,
  writeFeedbackHeader,
  type FeedbackHeader,
} from './feedback-header.js';

const FEEDBACK_MESSAGE_TYPE = 1;
const ENTRY_LENGTH = 4;
const BITMASK_LENGTH = 16;

/**
 * An entry; bit i of BLP, 1 being the lowest, says that packet PID + i is missing, too:
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |            PID                |             BLP               |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface GenericNack extends FeedbackHeader {
  readonly type: 'generic-nack';
  /**
   * What is missing, at least one, 0 to 65535 each. Written in this order: as long as numbers rise by at most 16 above the
   * first of an entry, modulo 65536, they share the entry.
   */
  readonly sequenceNumbers: readonly number[];
}

export const genericNackFormat: RtcpPacketFormat<GenericNack> = {
  type: 'generic-nack',
  payloadType: TRANSPORT_LAYER_FEEDBACK,
  feedbackMessageType: FEEDBACK_MESSAGE_TYPE,

  parse(bytes, header) {
    const sources = readFeedbackHeader(bytes, header);
    if (sources instanceof Reject) return sources;
    const reject = rejectEntries(header, { length: ENTRY_LENGTH, fewest: 1, section: 'RFC 4585 §6.2.1' });
    if (reject !== undefined) return reject;
    const sequenceNumbers: number[] = [];
    for (let next = header.offset + FEEDBACK_HEADER_LENGTH; next < header.end; next += ENTRY_LENGTH) {
      const packetId = readUint16(bytes, next);
      sequenceNumbers.push(packetId);
      for (let lost = readUint16(bytes, next + 2), step = 1; lost !== 0; lost >>>= 1, step++) {
        if ((lost & 1) !== 0) sequenceNumbers.push((packetId + step) & 0xffff);
      }
    }
    return { type: 'generic-nack', ...sources, sequenceNumbers };
  },

  measure(nack) {
    const { sequenceNumbers } = nack;
    if (sequenceNumbers.length === 0) throw outOfRange('sequenceNumbers.length', 0, 'at least 1');
    for (const sequenceNumber of sequenceNumbers) requireInteger('sequenceNumber', sequenceNumber, 0, 0xffff);
    let length = measureFeedbackHeader(nack);
    for (let index = 0; index < sequenceNumbers.length; index = entryEnd(sequenceNumbers, index)) {
      length += ENTRY_LENGTH;
    }
    return length;
  },

  write(nack, bytes, offset, length) {
    const { sequenceNumbers } = nack;
    writeFeedbackHeader(bytes, offset, FEEDBACK_MESSAGE_TYPE, TRANSPORT_LAYER_FEEDBACK, length, nack);
    let next = offset + FEEDBACK_HEADER_LENGTH;
    for (let index = 0; index < sequenceNumbers.length;) {
      const end = entryEnd(sequenceNumbers, index);
      const packetId = sequenceNumbers[index]!;
      let bitmask = 0;
      for (index++; index < end; index++) bitmask |= 1 << (((sequenceNumbers[index]! - packetId) & 0xffff) - 1);
      writeUint16(bytes, next, packetId);
      writeUint16(bytes, next + 2, bitmask);
      next += ENTRY_LENGTH;
    }
  },
};

/** The index behind the last number that fits into one entry with the number at `start`. */
function entryEnd(sequenceNumbers: readonly number[], start: number): number {
  const packetId = sequenceNumbers[start]!;
  let last = 0;
  let index = start + 1;
  for (; index < sequenceNumbers.length; index++) {
    const step = (sequenceNumbers[index]! - packetId) & 0xffff;
    if (step <= last || step > BITMASK_LENGTH) break;
    last = step;
  }
  return index;
}
