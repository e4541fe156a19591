/** Packets that do not belong to the sequence as it was: parked until it is clear whether they begin it anew. */

import { sequenceNumberDelta } from '../../clock/serial-number.js';
import type { SequencedPacket } from '../../jitter/packet-ring.js';
import { lowestSequenceNumber } from './reception-statistics.js';

/** As many as GStreamer's rtpjitterbuffer asks for before it believes a big gap. */
const LONGEST = 5;
/** As many as RFC 3550 A.1 asks for (MIN_SEQUENTIAL). */
const SHORTEST = 2;
/** More are not held while latecomers keep a run in doubt. */
const CAPACITY = 64;
/** Packets of one run lie no further apart than reordering moves them. */
const NEAR = 16;
/** Some pictures in a row that came late are not a sequence anew; nothing but late packets, in order and for so long, is one. */
const LATE_BURST_MS = 250;

/**
 * Strays whose sequence numbers follow one another, in whatever order they came, are the sequence itself, begun anew; one stray
 * alone is noise. A row is believed at five packets, or at two when they have come for half the latency already, so that a slow
 * stream need not wait.
 */
export class StrayRun<Packet extends SequencedPacket> {
  #packets: Packet[] = [];
  #arrivals: number[] = [];
  #sinceMs = 0;
  #latecomers = true;
  /** Packets in the longest row so far. */
  #row = 0;

  get length(): number {
    return this.#packets.length;
  }

  /** Whether there is room for another packet. */
  get full(): boolean {
    return this.#packets.length >= CAPACITY;
  }

  /** The lowest number of a run that is not empty. */
  get first(): number {
    return lowestSequenceNumber(this.#packets.map(({ sequenceNumber }) => sequenceNumber));
  }

  /** Whether a packet of this number is parked. */
  holds(sequenceNumber: number): boolean {
    return this.#packets.some((packet) => packet.sequenceNumber === sequenceNumber);
  }

  /**
   * Whether the number can be one of the run; any can begin one. Latecomers have to go forward: those that the way has only
   * delayed come in disorder.
   */
  continues(sequenceNumber: number, latecomer: boolean): boolean {
    const last = this.#packets.at(-1);
    if (last === undefined) return true;
    const step = sequenceNumberDelta(sequenceNumber, last.sequenceNumber);
    return Math.abs(step) <= NEAR && (step > 0 || !latecomer);
  }

  /** @param latecomer whether number and timestamp both say that the packet is only late */
  park(now: number, packet: Packet, latecomer: boolean): void {
    if (this.#packets.length === 0) {
      this.#sinceMs = now;
      this.#latecomers = true;
      this.#row = 0;
    }
    this.#packets.push(packet);
    this.#arrivals.push(now);
    this.#latecomers &&= latecomer;
    this.#row = Math.max(this.#row, this.#rowLength());
  }

  /** Whether there is a row long enough to be believed. */
  believed(now: number, latencyMs: number): boolean {
    const spanMs = now - this.#sinceMs;
    if (this.#latecomers) return this.#row >= LONGEST && spanMs >= Math.max(latencyMs / 2, LATE_BURST_MS);
    return this.#row >= LONGEST || (this.#row >= SHORTEST && spanMs >= latencyMs / 2);
  }

  /** Hands the oldest over. */
  shift(take: (arrivalMs: number, packet: Packet) => void): void {
    take(this.#arrivals.shift()!, this.#packets.shift()!);
  }

  /** Hands all over, each with its time of arrival, and is empty again. */
  release(take: (arrivalMs: number, packet: Packet) => void): void {
    const packets = this.#packets;
    const arrivals = this.#arrivals;
    this.#packets = [];
    this.#arrivals = [];
    for (const [index, packet] of packets.entries()) take(arrivals[index]!, packet);
  }

  /** How many packets stand in a row with the newest, on either side of it. */
  #rowLength(): number {
    const newest = this.#packets.at(-1)!.sequenceNumber;
    let behind = 0;
    while (this.holds((newest - behind - 1) & 0xffff)) behind++;
    let ahead = 0;
    while (this.holds((newest + ahead + 1) & 0xffff)) ahead++;
    return behind + 1 + ahead;
  }
}
