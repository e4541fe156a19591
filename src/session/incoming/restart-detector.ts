/** Where the sequence of a source begins anew: the one judge for reception statistics and jitter buffer (RFC 3550 A.1). */

import { sequenceNumberDelta, timestampDelta } from '../../clock/serial-number.js';
import type { Place } from '../../jitter/packet-queue.js';
import type { SequencedPacket } from '../../jitter/packet-ring.js';
import { PacketRate } from './packet-rate.js';
import { LIMITS_OF_RFC_3550, MAX_MISORDER, sequenceLimits } from './sequence-limits.js';
import { StrayRun } from './stray-run.js';

/** A timestamp this far off belongs to another timeline, as in GStreamer's rtpjitterbuffer. */
const DISAGREEMENT_MS = 1000;
/** No jump that counts as loss is longer than this (GStreamer's `max-dropout-time`). */
const LONGEST_JUMP_MS = 60_000;
/** The timestamps of packets that are only late lie within this behind the newest: twice the time that reordering may take. */
const LATECOMER_MS = 4000;

/** What the detector says, packet by packet. */
export interface SequenceListener<Packet> {
  /** The packet belongs to the sequence. Parked packets come with the time at which they arrived. */
  accept(arrivalMs: number, packet: Packet): void;
  /** The sequence begins anew with this number; what has come of it is accepted next. */
  restart(now: number, sequenceNumber: number): void;
  /** What the receiver has at the packet's place. */
  placeOf(packet: Packet): Place;
}

/**
 * Every packet passes through: it follows, is accepted, or parked as a stray. Strays that are consecutive among themselves are
 * the sequence begun anew; what is parked is accepted then. A stray that leads nowhere is given up and counted.
 */
export class RestartDetector<Packet extends SequencedPacket> {
  /** Ticks per second; while it is unknown, timestamps are not looked at. */
  clockRate: number | undefined;
  readonly #playout: { readonly latencyMs: number };
  readonly #listener: SequenceListener<Packet>;
  readonly #run = new StrayRun<Packet>();
  readonly #rate = new PacketRate();
  #limits = LIMITS_OF_RFC_3550;
  /** −1 before the first packet of a sequence; then of the packet with the highest number. */
  #highest = -1;
  #timestamp = 0;
  #arrivalMs = 0;
  #discarded = 0;

  /** @param playout half of its latency is how long a run of two has to span */
  constructor(playout: { readonly latencyMs: number }, listener: SequenceListener<Packet>) {
    this.#playout = playout;
    this.#listener = listener;
  }

  /** Packets that are parked. */
  get parked(): number {
    return this.#run.length;
  }

  /** Strays that were given up. */
  get discarded(): number {
    return this.#discarded;
  }

  /** Whether the packet is the next one of the sequence: it is to be accepted then, and any other pushed. */
  follows(now: number, packet: Packet): boolean {
    const step = this.#stepTo(packet);
    if (step !== 1) return false;
    if (this.#run.length > 0) this.flush();
    this.#advance(now, packet, step);
    return true;
  }

  /** Takes a packet that is not the next one. */
  push(now: number, packet: Packet): void {
    const step = this.#stepTo(packet);
    const place = this.#listener.placeOf(packet);
    if (place === 'duplicate') this.#listener.accept(now, packet);
    else if (this.#fits(now, packet, step, place)) this.#belongs(now, packet, step);
    else this.#park(now, packet, place === 'late' && this.#isLatecomer(packet, step));
  }

  /** Gives up what is parked: the stream has ended. */
  flush(): void {
    this.#run.release((arrivalMs, packet) => this.#giveUp(arrivalMs, packet));
  }

  #belongs(now: number, packet: Packet, step: number): void {
    if (this.#run.length > 0) this.flush();
    this.#accept(now, packet, step);
  }

  #accept(arrivalMs: number, packet: Packet, step: number): void {
    if (step > 0) this.#advance(arrivalMs, packet, step);
    this.#listener.accept(arrivalMs, packet);
  }

  #advance(now: number, { sequenceNumber, timestamp }: Packet, step: number): void {
    this.#highest = sequenceNumber;
    this.#timestamp = timestamp;
    this.#arrivalMs = now;
    if (this.#rate.advance(now, step)) this.#limits = sequenceLimits(this.#rate.perSecond!, this.#playout.latencyMs);
  }

  #stepTo({ sequenceNumber }: Packet): number {
    return this.#highest === -1 ? 1 : sequenceNumberDelta(sequenceNumber, this.#highest);
  }

  /** Whether the packet can be part of the sequence as it is. */
  #fits(now: number, packet: Packet, step: number, place: Place): boolean {
    if (place !== 'free') return false;
    if (step < 0) return -step <= this.#limits.misorder || this.#isLatecomer(packet, step);
    return step <= this.#limits.dropout && !this.#contradicts(now, packet, step);
  }

  /**
   * Whether the timestamp says that a jump ahead is no loss. Where it went on with the clock on the wall, the source has at most
   * paused, and the jump may have taken that time; else it must go on by what the packets of the jump take.
   */
  #contradicts(now: number, packet: Packet, step: number): boolean {
    if (this.clockRate === undefined) return false;
    const ticks = timestampDelta(packet.timestamp, this.#timestamp);
    const elapsedMs = now - this.#arrivalMs;
    const { clockRate } = this;
    const offMs = ((ticks - Math.round((elapsedMs * clockRate) / 1000)) | 0) * (1000 / clockRate);
    const goesOn = Math.abs(offMs) <= DISAGREEMENT_MS;
    if (this.#rate.peak === 0) return !goesOn && Math.abs(ticks) > (LONGEST_JUMP_MS * clockRate) / 1000;
    // The peak, because a lost key frame is a jump of many packets in no time.
    const jumpMs = (step * 1000) / this.#rate.peak;
    if (goesOn) return jumpMs - elapsedMs > DISAGREEMENT_MS;
    return Math.abs((ticks * 1000) / clockRate - jumpMs) > DISAGREEMENT_MS;
  }

  /** Whether the packet lies behind the newest in number and time alike, be it further back than reordering should move it. */
  #isLatecomer(packet: Packet, step: number): boolean {
    if (this.clockRate === undefined || -step > MAX_MISORDER) return false;
    const ticksBehind = timestampDelta(this.#timestamp, packet.timestamp);
    return ticksBehind >= 0 && ticksBehind <= (LATECOMER_MS * this.clockRate) / 1000;
  }

  #park(now: number, packet: Packet, latecomer: boolean): void {
    if (this.#run.holds(packet.sequenceNumber)) {
      this.#discarded++;
      return;
    }
    if (!this.#run.continues(packet.sequenceNumber, latecomer)) this.flush();
    if (this.#run.full) this.#run.shift((arrivalMs, oldest) => this.#giveUp(arrivalMs, oldest));
    this.#run.park(now, packet, latecomer);
    if (this.#run.believed(now, this.#playout.latencyMs)) this.#restart(now);
  }

  #restart(now: number): void {
    this.#listener.restart(now, this.#run.first);
    this.#highest = -1;
    this.#run.release((arrivalMs, packet) => this.#accept(arrivalMs, packet, this.#stepTo(packet)));
  }

  /** What was only late or came twice is for the receiver to count. */
  #giveUp(arrivalMs: number, packet: Packet): void {
    const step = sequenceNumberDelta(packet.sequenceNumber, this.#highest);
    if (step <= 0 && -step <= this.#limits.misorder) this.#listener.accept(arrivalMs, packet);
    else this.#discarded++;
  }
}
