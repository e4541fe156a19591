/** Packets that do not belong to the stream as it was: parked until it is clear whether they begin it anew. */

import { sequenceNumberDelta } from '../clock/serial-number.js';
import type { SequencedPacket } from './packet-ring.js';

/** As many as GStreamer's rtpjitterbuffer asks for before it believes a big gap. */
const LONGEST = 5;
/** What a caller that does not pop can make the run hold. */
const CAPACITY = 64;
/** As many as RFC 3550 A.1 asks for (MIN_SEQUENTIAL). */
const SHORTEST = 2;

/**
 * A run of strays whose sequence numbers follow one another is the stream itself, restarted; one stray alone is noise. The
 * run is believed at five packets, or at two when they span half the latency already, so that a slow stream need not wait.
 */
export class StrayRun<Packet extends SequencedPacket> {
  readonly #patienceMs: number;
  #packets: Packet[] = [];
  #arrivals: number[] = [];
  #believed = false;

  constructor(latencyMs: number) {
    this.#patienceMs = latencyMs / 2;
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

  /** How far ahead of the run's last packet this one is; 1 continues it, 0 repeats it; `undefined` before the first. */
  stepTo(packet: Packet): number | undefined {
    const last = this.#packets.at(-1);
    return last === undefined ? undefined : sequenceNumberDelta(packet.sequenceNumber, last.sequenceNumber);
  }

  park(now: number, packet: Packet): void {
    this.#packets.push(packet);
    this.#arrivals.push(now);
    const waited = this.#packets.length >= SHORTEST && now - this.#arrivals[0]! >= this.#patienceMs;
    this.#believed = waited || this.#packets.length >= LONGEST;
  }

  /** Hands the parked packets over, each with its time of arrival, and is empty again. */
  release(take: (arrivalMs: number, packet: Packet) => void): void {
    const packets = this.#packets;
    const arrivals = this.#arrivals;
    this.#packets = [];
    this.#arrivals = [];
    this.#believed = false;
    for (const [index, packet] of packets.entries()) take(arrivals[index]!, packet);
  }
}
