/** A synchronization source that is not believed yet (RFC 3550 A.1): its packets are held, not dropped. */

import { sequenceNumberDelta } from '../../clock/serial-number.js';
import type { RtpPacket } from '../../rtp/rtp-packet.js';

/** More than these are not held: a first parameter set and the packets around it fit. */
const MAX_HELD = 16;

export class Probation {
  /** What has come so far, oldest first, and when. */
  readonly packets: RtpPacket[] = [];
  readonly arrivals: number[] = [];
  /** When the first of the two packets in sequence arrived that make the source valid (MIN_SEQUENTIAL). */
  startedMs: number = Number.NaN;

  /** Takes a packet; `true` once the source is valid. */
  add(now: number, packet: RtpPacket): boolean {
    const neighbour = this.packets.findIndex(({ sequenceNumber }) =>
      areNeighbours(sequenceNumber, packet.sequenceNumber),
    );
    this.packets.push(packet);
    this.arrivals.push(now);
    if (neighbour === -1) return false;
    this.startedMs = this.arrivals[neighbour]!;
    return true;
  }

  /** Gives up the oldest packet when too many are held; `true` when it did. */
  trim(): boolean {
    if (this.packets.length <= MAX_HELD) return false;
    this.packets.shift();
    this.arrivals.shift();
    return true;
  }
}

/** Two in sequence, in whatever order they came: where the way swaps packets for ever, no packet comes right behind its elder. */
function areNeighbours(a: number, b: number): boolean {
  return Math.abs(sequenceNumberDelta(a, b)) === 1;
}
