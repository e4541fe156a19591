/** Packets that do not belong to the stream as it was: parked until it is clear whether they begin it anew. */

import { sequenceNumberDelta } from '../clock/serial-number.js';
import { MAX_MISORDER } from './sequence-limits.js';
import type { SequencedPacket } from './packet-ring.js';

/** As many in sequence as GStreamer's rtpjitterbuffer asks for before it believes a big gap. */
const SEQUENTIAL = 5;
/** More are not held, and so many in one place are no noise. */
const CAPACITY = 64;
/** As many as RFC 3550 A.1 asks for (MIN_SEQUENTIAL). */
const SHORTEST = 2;
/** Without a latency to speak of, two packets that were late on the way must not pass for a new beginning. */
const LEAST_PATIENCE_MS = 100;

/**
 * A run of strays near one another is the stream itself, restarted; one stray alone is noise. The run is believed at five
 * packets in sequence. Where they overtake one another on the way that may never happen, and on a slow stream it takes long:
 * so it is believed, too, when nothing but the run has come for half the latency, or when it is full.
 */
export class StrayRun<Packet extends SequencedPacket> {
  readonly #patienceMs: number;
  #packets: Packet[] = [];
  #arrivals: number[] = [];
  #sequential = 0;
  #believed = false;

  constructor(latencyMs: number) {
    this.#patienceMs = Math.max(latencyMs / 2, LEAST_PATIENCE_MS);
  }

  get length(): number {
    return this.#packets.length;
  }

  get full(): boolean {
    return this.#packets.length >= CAPACITY;
  }

  /** Whether the run is long enough to be believed. */
  get believed(): boolean {
    return this.#believed;
  }

  /** Whether a packet has the number of the run's last one. */
  repeats(packet: Packet): boolean {
    return this.#stepTo(packet) === 0;
  }

  /** Whether a packet is near enough to the run's last one to belong to it, reordering forgiven (RFC 3550 A.1). */
  continuesWith(packet: Packet): boolean {
    return Math.abs(this.#stepTo(packet)) < MAX_MISORDER;
  }

  park(now: number, packet: Packet): void {
    this.#sequential = this.#stepTo(packet) === 1 ? this.#sequential + 1 : 1;
    this.#packets.push(packet);
    this.#arrivals.push(now);
    const waited = this.#packets.length >= SHORTEST && now - this.#arrivals[0]! >= this.#patienceMs;
    this.#believed ||= waited || this.full || this.#sequential >= SEQUENTIAL;
  }

  /** Hands the parked packets over, each with its time of arrival, and is empty again. */
  release(take: (arrivalMs: number, packet: Packet) => void): void {
    const packets = this.#packets;
    const arrivals = this.#arrivals;
    this.#packets = [];
    this.#arrivals = [];
    this.#sequential = 0;
    this.#believed = false;
    for (const [index, packet] of packets.entries()) take(arrivals[index]!, packet);
  }

  /** How far ahead of the run's last packet this one is; NaN before the first. */
  #stepTo(packet: Packet): number {
    const last = this.#packets.at(-1);
    return last === undefined ? Number.NaN : sequenceNumberDelta(packet.sequenceNumber, last.sequenceNumber);
  }
}
