/** Transport-wide congestion control feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1): when packets came. */

import { readUint16, readUint24, writeUint16, writeUint24 } from '../../bytes/big-endian.js';
import { outOfRange, Reject, requireInteger } from '../../errors.js';
import type { RtcpPacketFormat } from '../rtcp-packet-format.js';
import {
  FEEDBACK_HEADER_LENGTH,
  measureFeedbackHeader,
  readFeedbackHeader,
  TRANSPORT_LAYER_FEEDBACK,
  writeFeedbackHeader,
  type FeedbackHeader,
} from './feedback-header.js';
import {
  chunkCoverage,
  eachStatusChunk,
  isRunOf,
  LARGE_DELTA,
  NOT_RECEIVED,
  SMALL_DELTA,
  STATUS_CHUNK_LENGTH,
  symbolOfChunk,
} from './packet-status-chunk.js';

const FEEDBACK_MESSAGE_TYPE = 15;

const FIXED_LENGTH = FEEDBACK_HEADER_LENGTH + 8;
const SECTION = 'draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1';
const LARGEST_SMALL_DELTA = 0xff;

/**
 * Behind the header:
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |      base sequence number     |      packet status count      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                 reference time                | fb pkt. count |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |          packet chunk         |         packet chunk          |  as many as tell of all packets
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  recv delta   |           recv delta          | zero padding  |  one or two octets for each received
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *
 * Only what came is listed: 65 535 packets that did not take 16 octets on the wire, and are to take no more here.
 */
export interface TransportWideFeedback extends FeedbackHeader {
  readonly type: 'transport-wide-feedback';
  /** The first transport-wide sequence number told of, 16 bits. */
  readonly baseSequenceNumber: number;
  /** How many sequence numbers in a row are told of, 0 to 65535; those that are not among `arrivals` have not come. */
  readonly packetStatusCount: number;
  /** On the clock of who gives the feedback, in units of 64 ms: −2^23 to 2^23 − 1, wrapping every 12 days. */
  readonly referenceTime: number;
  /** 0 to 255, one more for each feedback sent: a gap tells of feedback that was lost. */
  readonly feedbackPacketCount: number;
  /** What has come, in the order of the sequence numbers. */
  readonly arrivals: readonly PacketArrival[];
}

/** A packet that has come, and when. */
export interface PacketArrival {
  /** Transport-wide, 16 bits. */
  readonly sequenceNumber: number;
  /** From the reference time, in units of 250 µs; each within −32768 to 32767 of the one before, the first of 0. */
  readonly ticks: number;
}

export const transportWideFeedbackFormat: RtcpPacketFormat<TransportWideFeedback> = {
  type: 'transport-wide-feedback',
  payloadType: TRANSPORT_LAYER_FEEDBACK,
  feedbackMessageType: FEEDBACK_MESSAGE_TYPE,

  parse(bytes, header) {
    const sources = readFeedbackHeader(bytes, header);
    if (sources instanceof Reject) return sources;
    const { offset, end } = header;
    if (offset + FIXED_LENGTH > end) return new Reject('packet-status-missing', end, SECTION);
    const baseSequenceNumber = readUint16(bytes, offset + 12);
    const packetStatusCount = readUint16(bytes, offset + 14);
    const arrivals = readArrivals(bytes, offset + FIXED_LENGTH, end, baseSequenceNumber, packetStatusCount);
    if (arrivals instanceof Reject) return arrivals;
    return {
      type: 'transport-wide-feedback',
      ...sources,
      baseSequenceNumber,
      packetStatusCount,
      referenceTime: (readUint24(bytes, offset + 16) << 8) >> 8,
      feedbackPacketCount: bytes[offset + 19]!,
      arrivals,
    };
  },

  measure(feedback) {
    requireInteger('baseSequenceNumber', feedback.baseSequenceNumber, 0, 0xffff);
    requireInteger('packetStatusCount', feedback.packetStatusCount, 0, 0xffff);
    requireInteger('referenceTime', feedback.referenceTime, -0x80_0000, 0x7f_ffff);
    requireInteger('feedbackPacketCount', feedback.feedbackPacketCount, 0, 0xff);
    measureFeedbackHeader(feedback);
    let length = FIXED_LENGTH + checkArrivals(feedback);
    eachStatusChunk(symbolsOf(feedback), () => (length += STATUS_CHUNK_LENGTH));
    return 4 * Math.ceil(length / 4);
  },

  write(feedback, bytes, offset, length) {
    writeFeedbackHeader(bytes, offset, FEEDBACK_MESSAGE_TYPE, TRANSPORT_LAYER_FEEDBACK, length, feedback);
    writeUint16(bytes, offset + 12, feedback.baseSequenceNumber);
    writeUint16(bytes, offset + 14, feedback.packetStatusCount);
    writeUint24(bytes, offset + 16, feedback.referenceTime);
    bytes[offset + 19] = feedback.feedbackPacketCount;
    let next = offset + FIXED_LENGTH;
    eachStatusChunk(symbolsOf(feedback), (chunk) => {
      writeUint16(bytes, next, chunk);
      next += STATUS_CHUNK_LENGTH;
    });
    next = writeDeltas(feedback, bytes, next);
    bytes.fill(0, next, offset + length);
  },
};

/** Chunks first, then deltas: where the one ends and the other begins is known once the chunks cover `count` packets. */
function readArrivals(
  bytes: Uint8Array,
  offset: number,
  end: number,
  base: number,
  count: number,
): PacketArrival[] | Reject {
  let deltasOffset = offset;
  for (let covered = 0; covered < count; deltasOffset += STATUS_CHUNK_LENGTH) {
    if (deltasOffset + STATUS_CHUNK_LENGTH > end) return new Reject('packet-chunks-overrun-packet', end, SECTION);
    covered += chunkCoverage(readUint16(bytes, deltasOffset));
  }
  const deltas = new DeltaReader(bytes, deltasOffset, end);
  const arrivals: PacketArrival[] = [];
  let index = 0;
  for (let next = offset; next < deltasOffset; next += STATUS_CHUNK_LENGTH) {
    const chunk = readUint16(bytes, next);
    const covered = Math.min(index + chunkCoverage(chunk), count);
    if (isRunOf(chunk, NOT_RECEIVED)) index = covered;
    for (let place = 0; index < covered; index++, place++) {
      const symbol = symbolOfChunk(chunk, place);
      if (symbol === NOT_RECEIVED) continue;
      const reason = deltas.read(symbol);
      if (reason !== undefined) return new Reject(reason, next, SECTION);
      arrivals.push({ sequenceNumber: (base + index) & 0xffff, ticks: deltas.ticks });
    }
  }
  return arrivals;
}

class DeltaReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #next: number;
  /** The sum of all deltas read. */
  ticks = 0;

  constructor(bytes: Uint8Array, offset: number, end: number) {
    this.#bytes = bytes;
    this.#next = offset;
    this.#end = end;
  }

  /** Adds the delta of a packet received; says why there is none. */
  read(symbol: number): string | undefined {
    if (symbol !== SMALL_DELTA && symbol !== LARGE_DELTA) return 'reserved-packet-status';
    const offset = this.#next;
    this.#next += symbol;
    if (this.#next > this.#end) return 'receive-deltas-overrun-packet';
    this.ticks += symbol === SMALL_DELTA ? this.#bytes[offset]! : (readUint16(this.#bytes, offset) << 16) >> 16;
    return undefined;
  }
}

/** Checks what was received and returns the octets of its deltas. */
function checkArrivals({ arrivals, baseSequenceNumber, packetStatusCount }: TransportWideFeedback): number {
  let length = 0;
  let [place, ticks] = [-1, 0];
  for (const arrival of arrivals) {
    requireInteger('sequenceNumber', arrival.sequenceNumber, 0, 0xffff);
    const next = (arrival.sequenceNumber - baseSequenceNumber) & 0xffff;
    if (next <= place || next >= packetStatusCount) {
      throw outOfRange('sequenceNumber', arrival.sequenceNumber, 'each once, in order, among those told of');
    }
    requireInteger('ticks since the arrival before', arrival.ticks - ticks, -0x8000, 0x7fff);
    length += symbolOfDelta(arrival.ticks - ticks);
    place = next;
    ticks = arrival.ticks;
  }
  return length;
}

/** The status of every packet told of. */
function symbolsOf({ arrivals, baseSequenceNumber, packetStatusCount }: TransportWideFeedback): Uint8Array {
  const symbols = new Uint8Array(packetStatusCount);
  let ticks = 0;
  for (const arrival of arrivals) {
    symbols[(arrival.sequenceNumber - baseSequenceNumber) & 0xffff] = symbolOfDelta(arrival.ticks - ticks);
    ticks = arrival.ticks;
  }
  return symbols;
}

function writeDeltas({ arrivals }: TransportWideFeedback, bytes: Uint8Array, offset: number): number {
  let next = offset;
  let ticks = 0;
  for (const arrival of arrivals) {
    const delta = arrival.ticks - ticks;
    const symbol = symbolOfDelta(delta);
    if (symbol === SMALL_DELTA) bytes[next] = delta;
    else writeUint16(bytes, next, delta);
    next += symbol;
    ticks = arrival.ticks;
  }
  return next;
}

/** Which of the two a delta needs; the symbols are also the octets of each. */
function symbolOfDelta(delta: number): number {
  return delta >= 0 && delta <= LARGEST_SMALL_DELTA ? SMALL_DELTA : LARGE_DELTA;
}
