/** Payloads as RTP packets in a byte stream (RFC 4571 §2), numbered without a gap whatever was lost before. */

import { concatenate } from '../../bytes/octets.js';
import { frameRfc4571 } from '../../formats/index.js';
import type { PacketSink } from '../../payloaders/payloader.js';
import { PacketSlab } from '../../session/outgoing/packet-slab.js';
import { withBallast } from './ballast.js';

/** The longest packet that its length of 16 bits allows: fragments only cost time on a pipe. */
const LONGEST_PACKET = 0xffff;
/** Our descriptions of streams in pipes name no other. */
const PAYLOAD_TYPE = 96;
/** Ticks per millisecond in all packets, of whatever codec: the video clock of RFC 3551. */
const TICKS_PER_MS = 90;

export class RtpStreamWriter {
  /** Where a payloader is to put what it makes. */
  readonly sink: PacketSink;
  #packets: Uint8Array[] = [];

  constructor() {
    const identity = { payloadType: PAYLOAD_TYPE, ssrc: 1, sequenceNumber: 0, timestampOffset: 0 };
    this.sink = new PacketSlab({ mtu: LONGEST_PACKET, ...identity }, (packet) => this.#packets.push(packet));
  }

  /** The timestamp of an instant, not wrapped. */
  ticksAt(ms: number): number {
    return Math.round(ms * TICKS_PER_MS);
  }

  /**
   * The packets made since it was called last, each behind its length.
   * @param ballastOctets added to the last of them; default none
   */
  take(ballastOctets = 0): Uint8Array {
    const packets = this.#packets;
    this.#packets = [];
    const last = packets.pop();
    if (last !== undefined) packets.push(ballastOctets === 0 ? last : withBallast(last, ballastOctets));
    return concatenate(packets.map(frameRfc4571));
  }
}
