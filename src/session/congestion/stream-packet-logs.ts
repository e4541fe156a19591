/** Remembers what each of our streams has sent, and finds out what became of it (RFC 8888). */

import { readUint16, readUint32 } from '../../bytes/big-endian.js';
import { ARRIVAL_NOT_KNOWN, ARRIVAL_TOO_OLD, type CongestionControlFeedback } from '../../rtcp/index.js';
import { SentPacketLog, type ReportedPacket } from './sent-packet-log.js';
import { WrappedClock } from './wrapped-clock.js';

const REPORT_WRAP_MS = 0x1_0000 * 1000;

export class StreamPacketLogs {
  readonly #logs = new Map<number, SentPacketLog>();
  readonly #clock = new WrappedClock(REPORT_WRAP_MS);

  /** A packet leaves now. */
  depart(now: number, packet: Uint8Array): void {
    const ssrc = readUint32(packet, 8);
    let log = this.#logs.get(ssrc);
    if (log === undefined) this.#logs.set(ssrc, (log = new SentPacketLog()));
    log.add(now, readUint16(packet, 2), packet);
  }

  /** What feedback tells for the first time; what it says of other streams and of packets that were never sent is passed over. */
  take(feedback: CongestionControlFeedback): ReportedPacket[] {
    const reported: ReportedPacket[] = [];
    const reportMs = this.#clock.unwrap((feedback.reportTimestamp / 0x1_0000) * 1000);
    for (const { ssrc, beginSequenceNumber, packets } of feedback.reports) {
      const log = this.#logs.get(ssrc);
      if (log === undefined) continue;
      for (const [index, packet] of packets.entries()) {
        const sequenceNumber = (beginSequenceNumber + index) & 0xffff;
        if (packet === undefined) log.lost(sequenceNumber, 1, reported);
        else log.arrived(sequenceNumber, arrivalOf(reportMs, packet.arrivalTimeOffset), packet.ecn, reported);
      }
    }
    return reported;
  }
}

function arrivalOf(reportMs: number, offset: number): number | undefined {
  return offset === ARRIVAL_TOO_OLD || offset === ARRIVAL_NOT_KNOWN ? undefined : reportMs - (offset * 1000) / 1024;
}
