/** Puts the packets of one stream back in order and lets each go at its deadline (the receiver's side of RFC 3550 §5.1). */

import { sequenceNumberDelta } from '../clock/serial-number.js';
import { requireInteger } from '../errors.js';
import { Gap } from './gap.js';
import type { JitterBufferStatistics } from './jitter-buffer-statistics.js';
import { DEFAULT_LATENCY_MS, requireLatency } from './latency.js';
import { PacketRing, type SequencedPacket } from './packet-ring.js';
import { PlayoutClock } from './playout-clock.js';

export interface JitterBufferOptions {
  /** How long a packet may wait for its elders, in milliseconds from 0; default 200, as in GStreamer. */
  readonly latencyMs?: number;
  /** Ticks per second; while it is unknown, packets are held by their time of arrival. */
  readonly clockRate?: number;
  /** With more packets than this, the oldest leave before their time; 1 to 16384, default 8192. */
  readonly maxPackets?: number;
}

/** Nothing (`free`), the same packet (`duplicate`), another (`taken`), or no place any more (`late`). */
export type Place = 'free' | 'duplicate' | 'taken' | 'late';

/** The ring never spans more than half of the sequence numbers, so that "ahead" and "behind" stay different. */
const LONGEST_SPAN = 0x8000;

/**
 * Time and packets go in, packets and gaps come out: `push` each packet as it arrives, then `pop` until nothing is due, and
 * again at `nextTimeout()`. A packet leaves in sequence order, at its deadline or when its predecessor has left, whichever is
 * later; what is missing when its successor is due is one gap. It takes every step ahead for loss: who feeds it judges whether
 * the sequence began anew, and calls `restart`. `now` must not go back.
 */
export class JitterBuffer<Packet extends SequencedPacket> {
  readonly latencyMs: number;
  /** Added to release and presentation of every packet, in milliseconds from 0; a synchroniser slews it. */
  presentationOffsetMs: number = 0;
  readonly #maxPackets: number;
  readonly #clock: PlayoutClock;
  readonly #counts = { received: 0, delivered: 0, duplicate: 0, late: 0, dropped: 0, lost: 0, restarts: 0, delayMs: 0 };
  #ring = new PacketRing<Packet>();
  #clockRate: number | undefined;
  #held = 0;
  /** Whether anything has left: nothing older can follow then. */
  #started = false;
  /** The number that is to leave next, the lowest held and the highest seen; meaningful once a packet is or was held. */
  #next = 0;
  #first = 0;
  #highest = 0;
  #draining = false;
  #lastArrivalMs = Number.NaN;

  /** @throws RangeError for an option out of range */
  constructor(options: JitterBufferOptions = {}) {
    const { latencyMs = DEFAULT_LATENCY_MS, maxPackets = 8192, clockRate } = options;
    requireLatency(latencyMs);
    requireInteger('maxPackets', maxPackets, 1, LONGEST_SPAN / 2);
    this.latencyMs = latencyMs;
    this.#maxPackets = maxPackets;
    this.#clock = new PlayoutClock(latencyMs);
    this.clockRate = clockRate;
  }

  /** What has happened so far; always the same, living object. */
  get statistics(): JitterBufferStatistics {
    return this.#counts;
  }

  /** Packets inside. */
  get held(): number {
    return this.#held;
  }

  /** When the packet that `pop` returned last had arrived. */
  get lastArrivalMs(): number {
    return this.#lastArrivalMs;
  }

  /** Ticks per second. Once it becomes known, the packets held get the deadlines that they would have had. */
  get clockRate(): number | undefined {
    return this.#clockRate;
  }

  set clockRate(clockRate: number | undefined) {
    if (clockRate !== undefined) requireInteger('clockRate', clockRate, 1, 0xffff_ffff);
    if (clockRate === this.#clockRate) return;
    this.#clockRate = clockRate;
    this.#clock.restart(clockRate);
    this.#rebase();
  }

  /** Takes a packet that arrived at `now`. */
  push(now: number, packet: Packet): void {
    this.#counts.received++;
    if (this.#held === 0 && !this.#started) this.#begin(packet.sequenceNumber);
    if (this.#fits(packet.sequenceNumber)) this.#store(now, packet);
    else if (this.#ring.remembers(packet)) this.#counts.duplicate++;
    else this.#counts.late++;
  }

  /** What there is at the packet's place in the sequence. */
  placeOf(packet: Packet): Place {
    const { sequenceNumber } = packet;
    if (this.#ring.remembers(packet)) return 'duplicate';
    if (this.#held === 0 && !this.#started) return 'free';
    if (!this.#fits(sequenceNumber)) return 'late';
    return this.#ring.occupies(sequenceNumber) ? 'taken' : 'free';
  }

  /** The next packet that is due, or the gap before it; `undefined` when nothing is. */
  pop(now: number): Packet | Gap | undefined {
    if (this.#held === 0) return undefined;
    const first = this.#first;
    if (now < this.#ring.deadlineMs(first) + this.presentationOffsetMs && !this.#overdue) return undefined;
    this.#started = true;
    if (first !== this.#next) return this.#takeGap();
    this.#lastArrivalMs = this.#ring.arrivalMs(first);
    this.#counts.delayMs += now - this.#lastArrivalMs;
    this.#counts.delivered++;
    const packet = this.#ring.take(first);
    this.#advance();
    return packet;
  }

  /** When `pop` will next have something, in ms of the same clock: −Infinity at once, Infinity not before another `push`. */
  nextTimeout(): number {
    if (this.#held === 0) return Infinity;
    return this.#overdue ? -Infinity : this.#ring.deadlineMs(this.#first) + this.presentationOffsetMs;
  }

  /** When media of that timestamp is to be presented, as things stand; NaN while the clock rate is unknown. */
  presentationMs(timestamp: number): number {
    return this.#clock.presentationMs(timestamp) + this.presentationOffsetMs;
  }

  /** The stream has ended: all that is held is due now. */
  drain(): void {
    this.#draining = this.#held > 0;
  }

  /** The sequence begins anew with the next packet. What is still held is dropped: `drain` and `pop` before. */
  restart(): void {
    this.#counts.restarts++;
    this.#counts.dropped += this.#held;
    this.#held = 0;
    this.#draining = false;
    this.#started = false;
    this.#ring = new PacketRing();
    this.#clock.restart(this.#clockRate);
  }

  /** Whether packets leave without regard to their deadlines. */
  get #overdue(): boolean {
    return this.#draining || this.#held > this.#maxPackets;
  }

  #begin(sequenceNumber: number): void {
    this.#next = sequenceNumber;
    this.#first = sequenceNumber;
    this.#highest = sequenceNumber;
  }

  /** Whether the number is ahead of what has left, or, while nothing has, behind the highest. */
  #fits(sequenceNumber: number): boolean {
    if (sequenceNumberDelta(sequenceNumber, this.#next) >= 0) return true;
    return !this.#started && sequenceNumberDelta(this.#highest, sequenceNumber) >= 0;
  }

  #store(now: number, packet: Packet): void {
    const { sequenceNumber } = packet;
    if (sequenceNumberDelta(sequenceNumber, this.#next) < 0) this.#next = sequenceNumber;
    if (sequenceNumberDelta(sequenceNumber, this.#highest) > 0) this.#highest = sequenceNumber;
    const span = sequenceNumberDelta(this.#highest, this.#next) + 1;
    if (span > this.#ring.length) this.#ring = this.#ring.widened(span);
    if (this.#ring.holds(sequenceNumber)) {
      this.#counts.duplicate++;
      return;
    }
    this.#ring.put(packet, now, this.#clock.deadline(now, packet.timestamp));
    if (this.#held === 0 || sequenceNumberDelta(sequenceNumber, this.#first) < 0) this.#first = sequenceNumber;
    this.#held++;
  }

  #takeGap(): Gap {
    const gap = new Gap(this.#next, (this.#first - this.#next) & 0xffff);
    this.#counts.lost += gap.count;
    this.#next = this.#first;
    return gap;
  }

  /** Steps past the first packet; each number is passed once, so that a gap costs its length once. */
  #advance(): void {
    this.#next = (this.#first + 1) & 0xffff;
    if (--this.#held === 0) {
      this.#draining = false;
      return;
    }
    do this.#first = (this.#first + 1) & 0xffff;
    while (!this.#ring.holds(this.#first));
  }

  /** Gives the packets held new deadlines, as if they arrived now one after the other. */
  #rebase(): void {
    for (let left = this.#held, number = this.#first; left > 0; number = (number + 1) & 0xffff) {
      if (!this.#ring.holds(number)) continue;
      const deadlineMs = this.#clock.deadline(this.#ring.arrivalMs(number), this.#ring.timestamp(number));
      this.#ring.setDeadline(number, deadlineMs);
      left--;
    }
  }
}
