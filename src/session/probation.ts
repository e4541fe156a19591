/** A synchronization source that is not believed yet (RFC 3550 A.1): its packets are held, not dropped. */

import { sequenceNumberDelta } from '../clock/serial-number.js';
import type { RtpPacket } from '../rtp/rtp-packet.js';

/** More than these are not held: a first parameter set and the packets around it fit. */
const MAX_HELD = 16;

export class Probation {
  /** What has come so far, oldest first, and when. */
  readonly packets: RtpPacket[] = [];
  readonly arrivals: number[] = [];

  /**
   * Takes a packet; `true` once the source is valid: with two packets in sequence (MIN_SEQUENTIAL), in whichever order they
   * and others have come. On a link that reorders, waiting for two in a row cost a stream its first parameter sets.
   */
  add(now: number, packet: RtpPacket): boolean {
    const { sequenceNumber } = packet;
    const valid = this.packets.some((held) => Math.abs(sequenceNumberDelta(sequenceNumber, held.sequenceNumber)) === 1);
    this.packets.push(packet);
    this.arrivals.push(now);
    return valid;
  }

  /** Gives up the oldest packet when too many are held; `true` when it did. */
  trim(): boolean {
    if (this.packets.length <= MAX_HELD) return false;
    this.packets.shift();
    this.arrivals.shift();
    return true;
  }
}
