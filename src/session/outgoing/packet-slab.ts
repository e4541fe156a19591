/** The room that a payloader writes into; each committed payload becomes a packet, its RTP header in front of it. */

import { sequenceNumberDelta, timestampDelta } from '../../clock/serial-number.js';
import { outOfRange } from '../../errors.js';
import type { PacketSink } from '../../payloaders/payloader.js';
import { EXTENSION_FLAG, writeRtpHeader } from '../../rtp/rtp-header.js';
import { RTP_HEADER_LENGTH } from '../../rtp/rtp-packet.js';
import type { OutgoingHeaderExtensions } from './outgoing-header-extensions.js';

/** A packet that has come back lies within so many packets and ticks (12 s at 90 kHz) behind the newest. */
const RETURNING_PACKETS = 2048;
const RETURNING_TICKS = 0x10_0000;
const SHORTEST_SLAB = 0x1_0000;
export const LONGEST_SLAB = 0x10_0000;

export interface PacketSlabOptions {
  readonly mtu: number;
  readonly payloadType: number;
  readonly ssrc: number;
  /** Of the first packet. */
  readonly sequenceNumber: number;
  /** Added to the media time of every packet (RFC 3550 §5.1). */
  readonly timestampOffset: number;
  /** No slab is longer; from 64 KiB, default 1 MiB. */
  readonly maxSlabLength?: number;
  readonly extensions?: OutgoingHeaderExtensions;
}

/**
 * Packets lie one behind the other in a slab. A full slab is left to the collector and never reused, because a socket or a
 * retransmission cache may still hold views on it (13.9 µs for an access unit of 100 KB against 12.0 with reuse). Slabs grow
 * from 64 KiB to 1 MiB, so that a thousand quiet streams do not hold a gigabyte.
 */
export class PacketSlab implements PacketSink {
  readonly maxPayloadLength: number;
  readonly #options: PacketSlabOptions;
  readonly #maxSlabLength: number;
  /** Octets kept free in front of each payload. */
  readonly #headroom: number;
  readonly #onPacket: (packet: Uint8Array) => void;
  #bytes = new Uint8Array(0);
  /** First octet that no packet has taken. */
  #free = 0;
  /** Of the next packet. */
  #sequenceNumber: number;
  /** Of the last. */
  #timestamp = 0;
  #ssrc: number;

  constructor(options: PacketSlabOptions, onPacket: (packet: Uint8Array) => void) {
    this.#headroom = RTP_HEADER_LENGTH + (options.extensions?.maxLength ?? 0);
    this.maxPayloadLength = options.mtu - this.#headroom;
    this.#options = options;
    this.#maxSlabLength = options.maxSlabLength ?? LONGEST_SLAB;
    this.#onPacket = onPacket;
    this.#sequenceNumber = options.sequenceNumber;
    this.#ssrc = options.ssrc;
  }

  /** The SSRC of the packets to come; numbers and timestamps go on. */
  rename(ssrc: number): void {
    this.#ssrc = ssrc;
  }

  /** Whether a packet with this number and timestamp was made lately; of another source's, one in 65 000 looks so. */
  hasMade(sequenceNumber: number, timestamp: number): boolean {
    const behind = sequenceNumberDelta(this.#sequenceNumber, sequenceNumber);
    if (behind < 1 || behind > RETURNING_PACKETS) return false;
    return Math.abs(timestampDelta(timestamp, this.#timestamp)) <= RETURNING_TICKS;
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** @throws RangeError when a payload of `length` would not fit into a datagram */
  reserve(length: number): number {
    if (length > this.maxPayloadLength) throw outOfRange('length', length, `at most ${this.maxPayloadLength} octets`);
    if (this.#free + this.#headroom + length > this.#bytes.length) {
      this.#bytes = new Uint8Array(Math.min(Math.max(2 * this.#bytes.length, SHORTEST_SLAB), this.#maxSlabLength));
      this.#free = 0;
    }
    return this.#free + this.#headroom;
  }

  commit(length: number, timestampTicks: number, marker: boolean): void {
    const { payloadType, timestampOffset, extensions } = this.#options;
    const payloadOffset = this.#free + this.#headroom;
    const extensionLength = extensions === undefined ? 0 : extensions.measure(timestampTicks);
    const start = payloadOffset - extensionLength - RTP_HEADER_LENGTH;
    const sequenceNumber = this.#sequenceNumber;
    const timestamp = timestampTicks + timestampOffset;
    writeRtpHeader(this.#bytes, start, payloadType, marker, sequenceNumber, timestamp, this.#ssrc);
    if (extensionLength > 0) {
      this.#bytes[start]! |= EXTENSION_FLAG;
      extensions!.write(this.#bytes, start + RTP_HEADER_LENGTH, timestampTicks);
    }
    this.#timestamp = timestamp;
    this.#sequenceNumber = (sequenceNumber + 1) & 0xffff;
    this.#free = payloadOffset + length;
    this.#onPacket(this.#bytes.subarray(start, this.#free));
  }
}
