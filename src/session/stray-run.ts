/** Packets that do not belong to the sequence as it was: parked until it is clear whether they begin it anew. */

import { sequenceNumberDelta } from '../clock/serial-number.js';
import type { SequencedPacket } from '../jitter/packet-ring.js';

/** As many as GStreamer's rtpjitterbuffer asks for before it believes a big gap. */
const LONGEST = 5;
/** As many as RFC 3550 A.1 asks for (MIN_SEQUENTIAL). */
const SHORTEST = 2;
/** More are not held while latecomers keep a run in doubt. */
const CAPACITY = 64;
/** One whole picture that came late is not a sequence anew; nothing but late packets for so long is one. */
const LATE_BURST_MS = 100;

/**
 * A run of strays whose sequence numbers follow one another is the sequence itself, begun anew; one stray alone is noise. The
 * run is believed at five packets, or at two when they span half the latency already, so that a slow stream need not wait.
 */
export class StrayRun<Packet extends SequencedPacket> {
  #packets: Packet[] = [];
  #arrivals: number[] = [];
  #sinceMs = 0;
  #latecomers = true;

  get length(): number {
    return this.#packets.length;
  }

  /** Whether there is room for another packet. */
  get full(): boolean {
    return this.#packets.length >= CAPACITY;
  }

  /** How far ahead of the run's last packet this one is; 1 continues it, 0 repeats it; `undefined` before the first. */
  stepTo(packet: Packet): number | undefined {
    const last = this.#packets.at(-1);
    return last === undefined ? undefined : sequenceNumberDelta(packet.sequenceNumber, last.sequenceNumber);
  }

  /** @param latecomer whether number and timestamp both say that the packet is only late */
  park(now: number, packet: Packet, latecomer: boolean): void {
    if (this.#packets.length === 0) {
      this.#sinceMs = now;
      this.#latecomers = true;
    }
    this.#packets.push(packet);
    this.#arrivals.push(now);
    this.#latecomers &&= latecomer;
  }

  /** Whether the run is long enough to be believed. */
  believed(now: number, latencyMs: number): boolean {
    const spanMs = now - this.#sinceMs;
    if (this.#packets.length < SHORTEST) return false;
    if (this.#latecomers) return spanMs >= Math.max(latencyMs / 2, LATE_BURST_MS);
    return this.#packets.length >= LONGEST || spanMs >= latencyMs / 2;
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
}
