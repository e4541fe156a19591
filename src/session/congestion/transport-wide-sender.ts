/** Numbers all packets that leave, of whatever stream, and finds out what became of them (draft-holmer-rmcat-transport-wide-cc-extensions-01). */

import type { TransportWideFeedback } from '../../rtcp/index.js';
import { EXTENSION_FLAG } from '../../rtp/rtp-header.js';
import { writeTransportWideSequenceNumber } from '../../rtp/transport-wide-sequence-number.js';
import { TRANSPORT_WIDE_OFFSET } from '../outgoing/outgoing-header-extensions.js';
import { SentPacketLog, type ReportedPacket } from './sent-packet-log.js';
import { WrappedClock } from './wrapped-clock.js';

const REFERENCE_MS = 64;
const TICK_MS = 0.25;

export class TransportWideSender {
  readonly #log = new SentPacketLog();
  readonly #clock = new WrappedClock(REFERENCE_MS * 0x100_0000);
  #sequenceNumber = 0;

  /** A packet leaves now: it is given its number, in the room that it has for it. */
  depart(now: number, packet: Uint8Array): void {
    if ((packet[0]! & EXTENSION_FLAG) === 0) return;
    writeTransportWideSequenceNumber(packet, TRANSPORT_WIDE_OFFSET, this.#sequenceNumber);
    this.#log.add(now, this.#sequenceNumber, packet);
    this.#sequenceNumber = (this.#sequenceNumber + 1) & 0xffff;
  }

  /** What feedback tells for the first time; packets that were never sent, or so long ago, are passed over. */
  take(feedback: TransportWideFeedback): ReportedPacket[] {
    const { baseSequenceNumber, packetStatusCount, arrivals } = feedback;
    const reported: ReportedPacket[] = [];
    const referenceMs = arrivals.length === 0 ? 0 : this.#clock.unwrap(feedback.referenceTime * REFERENCE_MS);
    let next = 0;
    for (const { sequenceNumber, ticks } of arrivals) {
      const place = (sequenceNumber - baseSequenceNumber) & 0xffff;
      this.#log.lost((baseSequenceNumber + next) & 0xffff, place - next, reported);
      this.#log.arrived(sequenceNumber, referenceMs + ticks * TICK_MS, 0, reported);
      next = place + 1;
    }
    this.#log.lost((baseSequenceNumber + next) & 0xffff, packetStatusCount - next, reported);
    return reported;
  }
}
