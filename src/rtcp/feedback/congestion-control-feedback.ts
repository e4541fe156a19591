/** Congestion control feedback (RFC 8888 §3): when the packets of each stream came, and how they were marked on the way. */

import { readUint16, readUint32, writeUint16, writeUint32 } from '../../bytes/big-endian.js';
import { Reject, requireInteger } from '../../errors.js';
import { writeRtcpHeader } from '../rtcp-header.js';
import type { RtcpPacketFormat } from '../rtcp-packet-format.js';
import { TRANSPORT_LAYER_FEEDBACK } from './feedback-header.js';

const FEEDBACK_MESSAGE_TYPE = 11;
const SENDER_END = 8;
const TIMESTAMP_LENGTH = 4;
const REPORT_HEADER_LENGTH = 8;
const SECTION = 'RFC 8888 §3.1';
/** A quarter of the sequence numbers. */
const MAX_PACKETS = 16_384;
const RECEIVED_FLAG = 0x8000;

/** An arrival more than 8189/1024 s before the report. */
export const ARRIVAL_TOO_OLD = 0x1ffe;
/** The time of arrival is not known, or lies after the report. */
export const ARRIVAL_NOT_KNOWN = 0x1fff;

/**
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P| FMT=11  |   PT = 205    |          length               |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                 SSRC of RTCP packet sender                    |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                   SSRC of an RTP stream                       |  a report, repeated
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |          begin_seq            |          num_reports          |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |R|ECN|  Arrival time offset    | ...                           |  zeros to a word
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                 Report Timestamp (32 bits)                    |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export interface CongestionControlFeedback {
  readonly type: 'congestion-control-feedback';
  /** The source that gives the feedback. */
  readonly ssrc: number;
  readonly reports: readonly StreamArrivals[];
  /** When it was made, in 1/65536 s on a clock of its maker's: the middle 32 bits of an NTP timestamp. */
  readonly reportTimestamp: number;
}

/** How the packets of one stream came. */
export interface StreamArrivals {
  readonly ssrc: number;
  /** The first sequence number told of. */
  readonly beginSequenceNumber: number;
  /** One for each sequence number from there on, at most 16 384; `undefined`: it has not come. */
  readonly packets: readonly (PacketMetric | undefined)[];
}

/** How a packet has come. */
export interface PacketMetric {
  /** The ECN bits of the IP header, 0 to 3 (RFC 3168 §5); 0 where they cannot be told. */
  readonly ecn: number;
  /**
   * How long before the report it came, in 1/1024 s: 0 to 8189; {@link ARRIVAL_TOO_OLD} and {@link ARRIVAL_NOT_KNOWN} stand for
   * themselves.
   */
  readonly arrivalTimeOffset: number;
}

export const congestionControlFeedbackFormat: RtcpPacketFormat<CongestionControlFeedback> = {
  type: 'congestion-control-feedback',
  payloadType: TRANSPORT_LAYER_FEEDBACK,
  feedbackMessageType: FEEDBACK_MESSAGE_TYPE,

  parse(bytes, { offset, end }) {
    const reportsEnd = end - TIMESTAMP_LENGTH;
    if (offset + SENDER_END > reportsEnd) return new Reject('report-timestamp-missing', end, SECTION);
    const reports: StreamArrivals[] = [];
    for (let next = offset + SENDER_END; next < reportsEnd;) {
      if (next + REPORT_HEADER_LENGTH > reportsEnd) return new Reject('stream-report-overruns-packet', next, SECTION);
      const count = readUint16(bytes, next + 6);
      if (count > MAX_PACKETS) return new Reject('too-many-packet-metrics', next + 6, SECTION);
      const reportEnd = next + measureReport(count);
      if (reportEnd > reportsEnd) return new Reject('packet-metrics-overrun-packet', next + 6, SECTION);
      reports.push(readReport(bytes, next, count));
      next = reportEnd;
    }
    return {
      type: 'congestion-control-feedback',
      ssrc: readUint32(bytes, offset + 4),
      reports,
      reportTimestamp: readUint32(bytes, reportsEnd),
    };
  },

  measure({ ssrc, reports, reportTimestamp }) {
    requireInteger('ssrc', ssrc, 0, 0xffff_ffff);
    requireInteger('reportTimestamp', reportTimestamp, 0, 0xffff_ffff);
    let length = SENDER_END + TIMESTAMP_LENGTH;
    for (const report of reports) {
      checkReport(report);
      length += measureReport(report.packets.length);
    }
    return length;
  },

  write({ ssrc, reports, reportTimestamp }, bytes, offset, length) {
    writeRtcpHeader(bytes, offset, FEEDBACK_MESSAGE_TYPE, TRANSPORT_LAYER_FEEDBACK, length);
    writeUint32(bytes, offset + 4, ssrc);
    let next = offset + SENDER_END;
    for (const report of reports) next = writeReport(report, bytes, next);
    writeUint32(bytes, next, reportTimestamp);
  },
};

function measureReport(packets: number): number {
  return REPORT_HEADER_LENGTH + 4 * Math.ceil(packets / 2);
}

function readReport(bytes: Uint8Array, offset: number, count: number): StreamArrivals {
  const packets: (PacketMetric | undefined)[] = [];
  for (let next = offset + REPORT_HEADER_LENGTH; packets.length < count; next += 2) {
    const metric = readUint16(bytes, next);
    const received = (metric & RECEIVED_FLAG) !== 0;
    packets.push(received ? { ecn: (metric >>> 13) & 3, arrivalTimeOffset: metric & 0x1fff } : undefined);
  }
  return { ssrc: readUint32(bytes, offset), beginSequenceNumber: readUint16(bytes, offset + 4), packets };
}

function checkReport({ ssrc, beginSequenceNumber, packets }: StreamArrivals): void {
  requireInteger('ssrc', ssrc, 0, 0xffff_ffff);
  requireInteger('beginSequenceNumber', beginSequenceNumber, 0, 0xffff);
  requireInteger('packets.length', packets.length, 0, MAX_PACKETS);
  for (const packet of packets) {
    if (packet === undefined) continue;
    requireInteger('ecn', packet.ecn, 0, 3);
    requireInteger('arrivalTimeOffset', packet.arrivalTimeOffset, 0, 0x1fff);
  }
}

function writeReport(
  { ssrc, beginSequenceNumber, packets }: StreamArrivals,
  bytes: Uint8Array,
  offset: number,
): number {
  writeUint32(bytes, offset, ssrc);
  writeUint16(bytes, offset + 4, beginSequenceNumber);
  writeUint16(bytes, offset + 6, packets.length);
  let next = offset + REPORT_HEADER_LENGTH;
  for (const packet of packets) {
    writeUint16(bytes, next, packet === undefined ? 0 : RECEIVED_FLAG | (packet.ecn << 13) | packet.arrivalTimeOffset);
    next += 2;
  }
  if (packets.length % 2 === 1) writeUint16(bytes, next, 0);
  return offset + measureReport(packets.length);
}
