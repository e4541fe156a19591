/** The packets of one stream in sequence order, with the places of those that are missing. */

import { sequenceNumberDelta } from '../clock/serial-number.js';
import { PacketRing, type SequencedPacket } from './packet-ring.js';

/** Nothing (`free`), the same packet (`duplicate`), another (`taken`), or no place any more (`late`). */
export type Place = 'free' | 'duplicate' | 'taken' | 'late';

/**
 * Knows nothing of time but what it is told: a packet's arrival, when it is due, its timestamp without wraps. What is asked
 * several times per packet is a field, for others to read only: calls to getters of doubles cost 10 ns and a heap number each
 * where they are not inlined.
 */
export class PacketQueue<Packet extends SequencedPacket> {
  /** Packets held. */
  length: number = 0;
  /** Whether anything has left: nothing older can follow then. */
  started: boolean = false;
  /** When the first packet held is due; NaN before there was one. */
  firstDueMs: number = Number.NaN;
  #ring = new PacketRing<Packet>();
  /** The number that is to leave next, the lowest held and the highest seen; meaningful once a packet is or was held. */
  #next = 0;
  #first = 0;
  #highest = 0;

  /** The number that is to leave next, 16 bits. */
  get next(): number {
    return this.#next;
  }

  /** How many are missing before the first packet held, to 32767. */
  get missing(): number {
    return (this.#first - this.#next) & 0xffff;
  }

  get firstArrivalMs(): number {
    return this.#ring.arrivalMs(this.#first);
  }

  get firstTicks(): number {
    return this.#ring.ticks(this.#first);
  }

  /** Ticks between the first packet held and the one with the highest number. */
  get spanTicks(): number {
    return this.#ring.ticks(this.#highest) - this.#ring.ticks(this.#first);
  }

  /** Octets of the packets held, of those that tell; counted each time that it is asked. */
  get bytes(): number {
    let bytes = 0;
    for (let left = this.length, number = this.#first; left > 0; number = (number + 1) & 0xffff) {
      const packet = this.#ring.at(number);
      if (packet === undefined) continue;
      bytes += packet.bytes?.length ?? 0;
      left--;
    }
    return bytes;
  }

  /** Whether the number is ahead of what has left, or, while nothing has, behind the highest. */
  fits(sequenceNumber: number): boolean {
    if (sequenceNumberDelta(sequenceNumber, this.#next) >= 0) return true;
    return !this.started && sequenceNumberDelta(this.#highest, sequenceNumber) >= 0;
  }

  /** What there is at the packet's place in the sequence. */
  placeOf(packet: Packet): Place {
    if (this.#ring.remembers(packet)) return 'duplicate';
    if (this.length === 0 && !this.started) return 'free';
    if (!this.fits(packet.sequenceNumber)) return 'late';
    return this.#ring.occupies(packet.sequenceNumber) ? 'taken' : 'free';
  }

  /** How far ahead of the highest number this one is; 1 while there is none. */
  stepsAhead(sequenceNumber: number): number {
    return this.length === 0 && !this.started ? 1 : sequenceNumberDelta(sequenceNumber, this.#highest);
  }

  /** Takes a packet whose place is free, and that is so many steps ahead. */
  put(packet: Packet, ahead: number, arrivalMs: number, dueMs: number, ticks: number): void {
    const { sequenceNumber } = packet;
    if (ahead > 0) this.#extend(sequenceNumber);
    else if (sequenceNumberDelta(sequenceNumber, this.#next) < 0) this.#next = sequenceNumber;
    const span = sequenceNumberDelta(this.#highest, this.#next) + 1;
    if (span > this.#ring.length) this.#ring = this.#ring.widened(span);
    this.#ring.put(packet, arrivalMs, dueMs, ticks);
    if (this.length === 0 || (ahead < 0 && sequenceNumberDelta(sequenceNumber, this.#first) < 0)) {
      this.#first = sequenceNumber;
      this.firstDueMs = dueMs;
    }
    this.length++;
  }

  /** Gives up what is missing before the first packet held. */
  skipMissing(): void {
    this.started = true;
    this.#next = this.#first;
  }

  /** The first packet leaves. */
  take(): Packet {
    this.started = true;
    this.#next = (this.#first + 1) & 0xffff;
    return this.#remove();
  }

  /** The first packet is thrown away, and missing from then on. */
  dropFirst(): void {
    this.started = true;
    this.#remove();
  }

  /** The sequence begins anew with the next packet. */
  clear(): void {
    this.#ring = new PacketRing();
    this.length = 0;
    this.started = false;
  }

  /** Sets anew when each packet held is due, in sequence order. */
  reschedule(dueMs: (arrivalMs: number, ticks: number, dueMs: number) => number): void {
    const ring = this.#ring;
    for (let left = this.length, number = this.#first; left > 0; number = (number + 1) & 0xffff) {
      if (!ring.holds(number)) continue;
      ring.setDue(number, dueMs(ring.arrivalMs(number), ring.ticks(number), ring.dueMs(number)));
      left--;
    }
    if (this.length > 0) this.firstDueMs = ring.dueMs(this.#first);
  }

  #extend(sequenceNumber: number): void {
    if (this.length === 0 && !this.started) this.#next = sequenceNumber;
    this.#highest = sequenceNumber;
  }

  /** Each number is passed once, so that a gap costs its length once. */
  #remove(): Packet {
    const packet = this.#ring.take(this.#first);
    if (--this.length === 0) return packet;
    do this.#first = (this.#first + 1) & 0xffff;
    while (!this.#ring.holds(this.#first));
    this.firstDueMs = this.#ring.dueMs(this.#first);
    return packet;
  }
}
