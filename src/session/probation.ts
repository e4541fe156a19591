/** A synchronization source that is not believed yet (RFC 3550 A.1): its packets are held, not dropped. */

import type { RtpPacket } from '../rtp/rtp-packet.js';

/** Packets in sequence that make a source valid. */
const MIN_SEQUENTIAL = 2;
/** More than these are not held: a first parameter set and the packets around it fit. */
const MAX_HELD = 16;

export class Probation {
  /** What has come so far, oldest first, and when. */
  readonly packets: RtpPacket[] = [];
  readonly arrivals: number[] = [];
  /** When the first of the packets in sequence arrived. */
  startedMs: number = Number.NaN;
  #sequential = 0;

  /** Takes a packet; `true` once the source is valid. */
  add(now: number, packet: RtpPacket): boolean {
    const last = this.packets.at(-1);
    const follows = last !== undefined && packet.sequenceNumber === ((last.sequenceNumber + 1) & 0xffff);
    this.#sequential = follows ? this.#sequential + 1 : 1;
    if (!follows) this.startedMs = now;
    this.packets.push(packet);
    this.arrivals.push(now);
    return this.#sequential >= MIN_SEQUENTIAL;
  }

  /** Gives up the oldest packet when too many are held; `true` when it did. */
  trim(): boolean {
    if (this.packets.length <= MAX_HELD) return false;
    this.packets.shift();
    this.arrivals.shift();
    return true;
  }
}
