/** Puts the packets of one stream back in order and lets each go at its deadline (the receiver's side of RFC 3550 §5.1). */

import { sequenceNumberDelta } from '../clock/serial-number.js';
import { requireInteger } from '../errors.js';
import { Gap } from './gap.js';
import type { JitterBufferStatistics } from './jitter-buffer-statistics.js';
import { DEFAULT_LATENCY_MS, requireLatency } from './latency.js';
import { PacketRing, type SequencedPacket } from './packet-ring.js';
import { PlayoutClock } from './playout-clock.js';
import { MAX_DROPOUT, MAX_MISORDER } from './sequence-limits.js';
import { StrayRun } from './stray-run.js';

export interface JitterBufferOptions {
  /** How long a packet may wait for its elders, in milliseconds from 0; default 200, as in GStreamer. */
  readonly latencyMs?: number;
  /** Ticks per second; while it is unknown, packets are held by their time of arrival. */
  readonly clockRate?: number;
  /** With more packets than this, the oldest leave before their time; 1 to 16384, default 8192. */
  readonly maxPackets?: number;
}

/** The ring never spans more than half of the sequence numbers, so that "ahead" and "behind" stay different. */
const LONGEST_SPAN = 0x8000;

/**
 * Time and packets go in, packets and gaps come out: `push` each packet as it arrives, then `pop` until nothing is due, and
 * again at `nextTimeout()`. A packet leaves in sequence order, at its deadline or when its predecessor has left, whichever is
 * later; what is missing when its successor is due is one gap. `now` must not go back.
 */
export class JitterBuffer<Packet extends SequencedPacket> {
  readonly latencyMs: number;
  /** Added to release and presentation of every packet, in milliseconds from 0; a synchroniser slews it. */
  presentationOffsetMs: number = 0;
  readonly #maxPackets: number;
  readonly #clock: PlayoutClock;
  readonly #strays: StrayRun<Packet>;
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
    this.#strays = new StrayRun(latencyMs);
    this.clockRate = clockRate;
  }

  /** What has happened so far; always the same, living object. */
  get statistics(): JitterBufferStatistics {
    return this.#counts;
  }

  /** Packets inside, those parked as strays included. */
  get held(): number {
    return this.#held + this.#strays.length;
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
    this.#accept(now, packet);
  }

  /** The next packet that is due, or the gap before it; `undefined` when nothing is. */
  pop(now: number): Packet | Gap | undefined {
    if (this.#held === 0) return this.#strays.believed ? this.#restart() : undefined;
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
    if (this.#held === 0) return this.#strays.believed ? -Infinity : Infinity;
    return this.#overdue ? -Infinity : this.#ring.deadlineMs(this.#first) + this.presentationOffsetMs;
  }

  /** When media of that timestamp is to be presented, as things stand; NaN while the clock rate is unknown. */
  presentationMs(timestamp: number): number {
    return this.#clock.presentationMs(timestamp) + this.presentationOffsetMs;
  }

  /** The stream has ended: all that is held is due now. */
  drain(): void {
    this.#discardStrays();
    this.#draining = this.#held > 0;
  }

  /** Whether packets leave without regard to their deadlines. */
  get #overdue(): boolean {
    return this.#draining || this.#held > this.#maxPackets || this.#strays.believed;
  }

  #accept(now: number, packet: Packet): void {
    const { sequenceNumber } = packet;
    if (this.#held === 0 && !this.#started) this.#begin(sequenceNumber);
    if (this.#fits(sequenceNumber)) {
      this.#discardStrays();
      this.#store(now, packet);
    } else if (this.#ring.remembers(packet)) {
      this.#counts.duplicate++;
    } else {
      this.#park(now, packet);
    }
  }

  #begin(sequenceNumber: number): void {
    this.#next = sequenceNumber;
    this.#first = sequenceNumber;
    this.#highest = sequenceNumber;
  }

  /** Whether the number belongs to the stream as it is, neither too far ahead nor behind what has left. */
  #fits(sequenceNumber: number): boolean {
    if (this.#strays.believed) return false;
    const ahead = sequenceNumberDelta(sequenceNumber, this.#next);
    if (ahead >= 0) return ahead - sequenceNumberDelta(this.#highest, this.#next) <= MAX_DROPOUT;
    if (this.#started || ahead < -MAX_MISORDER) return false;
    return sequenceNumberDelta(this.#highest, sequenceNumber) >= 0;
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

  #park(now: number, packet: Packet): void {
    const step = this.#strays.stepTo(packet);
    if (step === 0) {
      this.#counts.duplicate++;
    } else if (this.#strays.believed && (step !== 1 || this.#strays.full)) {
      this.#counts.dropped++;
    } else {
      if (step !== 1) this.#discardStrays();
      this.#strays.park(now, packet);
    }
  }

  #discardStrays(): void {
    if (this.#strays.length === 0) return;
    this.#strays.release((_, packet) => {
      if (sequenceNumberDelta(packet.sequenceNumber, this.#next) < 0) this.#counts.late++;
      else this.#counts.dropped++;
    });
  }

  /** The parked packets are the stream now; what was held before has left. */
  #restart(): Gap {
    this.#counts.restarts++;
    this.#started = false;
    this.#ring = new PacketRing();
    this.#clock.restart(this.#clockRate);
    this.#strays.release((arrivalMs, packet) => this.#accept(arrivalMs, packet));
    return new Gap(this.#first, 0);
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
