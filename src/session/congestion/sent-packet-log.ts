/** What has left under one counter, remembered until its receiver has told what became of it. */

import { readUint16, readUint32 } from '../../bytes/big-endian.js';
import { sequenceNumberDelta } from '../../clock/serial-number.js';

/** Packets remembered: 1.5 s of 30 Mbit/s. A power of two. */
const CAPACITY = 4096;

/** What became of a packet that we have sent, as its receiver tells. */
export interface ReportedPacket {
  /** Of the stream, 32 bits, and the packet's own sequence number, 16 bits; of retransmissions theirs. */
  readonly ssrc: number;
  readonly sequenceNumber: number;
  /** When it left, in ms of the session's clock. */
  readonly sentMs: number;
  /** Octets of its datagram. */
  readonly size: number;
  /** `false`: it had not come when the receiver reported; it is told again if it comes after all. */
  readonly received: boolean;
  /** When it came, in ms of a clock of the receiver's whose origin is not known; `undefined` where the receiver does not tell. */
  readonly arrivalMs: number | undefined;
  /** The ECN bits with which it came, 0 to 3; 0 where the receiver cannot tell (RFC 3168 §5). */
  readonly ecn: number;
}

/** A ring of 68 KiB. Each packet is handed out at most twice, lost and then received, whatever the feedback says. */
export class SentPacketLog {
  readonly #sentMs = new Float64Array(CAPACITY);
  readonly #ssrcs = new Uint32Array(CAPACITY);
  readonly #sequenceNumbers = new Uint16Array(CAPACITY);
  readonly #sizes = new Uint16Array(CAPACITY);
  /** 1: a receiver has got it. */
  readonly #arrived = new Uint8Array(CAPACITY);
  /** The number of the first packet, and of the one to come: numbers that do not wrap. */
  #first = 0;
  #next = 0;
  /** One past the highest number that a receiver has told of. */
  #told = 0;

  /** The next packet leaves; its number is one more than that of the packet before. */
  add(now: number, number: number, packet: Uint8Array): void {
    if (this.#next === 0) this.#first = this.#next = this.#told = 0x1_0000 + number;
    const slot = this.#next++ % CAPACITY;
    this.#sentMs[slot] = now;
    this.#ssrcs[slot] = readUint32(packet, 8);
    this.#sequenceNumbers[slot] = readUint16(packet, 2);
    this.#sizes[slot] = packet.length;
    this.#arrived[slot] = 0;
  }

  /** Adds a packet to `reported` that a receiver has got, if it is one that was sent and is remembered. */
  arrived(number: number, arrivalMs: number | undefined, ecn: number, reported: ReportedPacket[]): void {
    const place = this.#placeOf(number);
    if (place < this.#oldest || place >= this.#next) return;
    this.#told = Math.max(this.#told, place + 1);
    if (this.#arrived[place % CAPACITY] === 1) return;
    this.#arrived[place % CAPACITY] = 1;
    reported.push(this.#packet(place, true, arrivalMs, ecn));
  }

  /**
   * Adds the packets to `reported` that a receiver says it has not got, of `count` numbers from `number` on. Only those above all
   * told of before are looked at: however often a receiver says the same, it costs nothing.
   */
  lost(number: number, count: number, reported: ReportedPacket[]): void {
    const begin = this.#placeOf(number);
    const end = Math.min(begin + count, this.#next);
    for (let place = Math.max(begin, this.#told, this.#oldest); place < end; place++) {
      this.#told = place + 1;
      reported.push(this.#packet(place, false, undefined, 0));
    }
  }

  get #oldest(): number {
    return Math.max(this.#first, this.#next - CAPACITY);
  }

  #placeOf(number: number): number {
    return this.#next + sequenceNumberDelta(number, this.#next & 0xffff);
  }

  #packet(place: number, received: boolean, arrivalMs: number | undefined, ecn: number): ReportedPacket {
    const slot = place % CAPACITY;
    return {
      ssrc: this.#ssrcs[slot]!,
      sequenceNumber: this.#sequenceNumbers[slot]!,
      sentMs: this.#sentMs[slot]!,
      size: this.#sizes[slot]!,
      received,
      arrivalMs,
      ecn,
    };
  }
}
