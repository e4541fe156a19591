/** Puts the packets of one stream back in order and lets each go at its deadline (the receiver's side of RFC 3550 §5.1). */

import { requireInteger } from '../errors.js';
import { createPlayoutClock } from './create-playout-clock.js';
import { findGap } from './find-gap.js';
import type { Gap } from './gap.js';
import {
  DEFAULT_MAX_BYTES,
  DEFAULT_MAX_PACKETS,
  requireJitterBufferOptions,
  type JitterBufferOptions,
} from './jitter-buffer-options.js';
import { JitterBufferCounts, type JitterBufferStatistics } from './jitter-buffer-statistics.js';
import type { LatencyAdvice } from './latency-advice.js';
import { MediaTime } from './media-time.js';
import { PacketQueue, type Place } from './packet-queue.js';
import type { SequencedPacket } from './packet-ring.js';
import type { PlayoutClock } from './playout-clock.js';
import { PlayoutDelay } from './playout-delay.js';
import { ResyncNotice } from './resync-notice.js';

/** Who asks for a packet this much too late has slept. */
const OVERDUE_MS = 1000;
const NOTHING_PLACED = -1;
/** Counting octets with every packet cost 10 of 75 ns; so many packets more may be held before it is noticed. */
const WEIGH_EVERY = 256;

/**
 * Time and packets go in, packets and gaps come out: `push` each packet as it arrives, then `pop` until nothing is due, and
 * again at `nextTimeout()`. A packet leaves in sequence order, at its deadline or when its predecessor has left, whichever is
 * later; what is missing when its successor is due is one gap. It takes every step ahead for loss: who feeds it judges whether
 * the sequence began anew, and calls `restart`. In mode `slave` no deadline is later than arrival plus latency.
 */
export class JitterBuffer<Packet extends SequencedPacket> {
  readonly #maxPackets: number;
  readonly #maxBytes: number;
  readonly #fromZero: boolean;
  readonly #watchesLevel: boolean;
  readonly #inspects: boolean;
  readonly #handOn: boolean;
  readonly #dropOnLatency: boolean;
  readonly #queue = new PacketQueue<Packet>();
  readonly #media = new MediaTime();
  readonly #clock: PlayoutClock;
  readonly #delay: PlayoutDelay;
  readonly #resyncs: ResyncNotice;
  readonly #counts = new JitterBufferCounts();
  #clockRate: number | undefined;
  /** How many packets may be held: none while it is drained. */
  #mayHold: number;
  /** Of the frame placed last. */
  #placedTimestamp = NOTHING_PLACED;
  #placedDueMs = Number.NaN;
  #pushMs = 0;
  #previousPushMs = 0;
  #lastPopMs = -Infinity;
  #lastArrivalMs = Number.NaN;
  #lastDueMs = Number.NaN;
  #lastTicks = Number.NaN;
  /** Packets thrown away since the last gap: the next one tells of them. */
  #dropped = 0;

  /** @throws RangeError, TypeError for an option out of range */
  constructor(options: JitterBufferOptions = {}) {
    requireJitterBufferOptions(options);
    const { bufferMode = 'slave', clockRate, maxPackets = DEFAULT_MAX_PACKETS, maxBytes = DEFAULT_MAX_BYTES } = options;
    this.#maxPackets = maxPackets;
    this.#maxBytes = maxBytes;
    this.#mayHold = maxPackets;
    this.#fromZero = bufferMode === 'none';
    this.#watchesLevel = bufferMode === 'buffer';
    this.#handOn = this.#fromZero || options.handOn === true;
    this.#dropOnLatency = options.dropOnLatency === true;
    this.#inspects = this.#watchesLevel || this.#dropOnLatency || options.adaptiveLatency !== undefined;
    this.#clock = createPlayoutClock(bufferMode, (jumpMs) => this.#jumped(jumpMs));
    this.#delay = new PlayoutDelay(options);
    this.#resyncs = new ResyncNotice(options.onResync, this.#counts);
    this.#clock.setPatience(this.#delay.latencyMs);
    this.clockRate = clockRate;
  }

  /** What has happened so far; always the same, living object. */
  get statistics(): JitterBufferStatistics {
    return this.#counts;
  }

  /** What latency the stream would have needed so far. */
  get latencyAdvice(): LatencyAdvice {
    return this.#delay.advice();
  }

  /** Packets inside. */
  get held(): number {
    return this.#queue.length;
  }

  /** When the packet that `pop` returned last had arrived. */
  get lastArrivalMs(): number {
    return this.#lastArrivalMs;
  }

  /**
   * When that packet is to be presented, by the clock as it is now: what leaves together is in order although the clock has
   * moved since it arrived. In mode `none`, its media time since the first packet.
   */
  get lastPresentationMs(): number {
    const mediaMs = this.#media.msAt(this.#lastTicks);
    if (this.#fromZero) return mediaMs;
    const dueMs = this.#clock.dueOf(mediaMs);
    return (Number.isNaN(dueMs) ? this.#lastDueMs : dueMs) + this.#delay.totalMs;
  }

  /**
   * How long packets wait for their elders, in milliseconds; within its band where it is adaptive. A change acts at once on
   * all that is held, as in GStreamer: less latency lets go what is due by it, more delays it.
   * @throws RangeError unless it is a finite number from 0
   */
  get latencyMs(): number {
    return this.#delay.latencyMs;
  }

  set latencyMs(latencyMs: number) {
    this.#delay.latencyMs = latencyMs;
    this.#clock.setPatience(this.#delay.latencyMs);
  }

  /** Added to release and presentation of every packet, in milliseconds; a synchroniser slews it. */
  get presentationOffsetMs(): number {
    return this.#delay.offsetMs;
  }

  set presentationOffsetMs(offsetMs: number) {
    this.#delay.offsetMs = offsetMs;
  }

  /** Ticks per second. Once it becomes known, the packets held get the deadlines that they would have had. */
  get clockRate(): number | undefined {
    return this.#clockRate;
  }

  set clockRate(clockRate: number | undefined) {
    if (clockRate !== undefined) requireInteger('clockRate', clockRate, 1, 0xffff_ffff);
    if (clockRate === this.#clockRate) return;
    this.#clockRate = clockRate;
    this.#media.setClockRate(clockRate);
    this.#restartClock();
    this.#queue.reschedule((arrivalMs, ticks) => this.#clock.due(arrivalMs, this.#media.msAt(ticks), 1));
  }

  /** Takes a packet that arrived at `now`. */
  push(now: number, packet: Packet): void {
    this.#counts.received++;
    const ahead = this.#queue.stepsAhead(packet.sequenceNumber);
    const place = ahead > 0 && this.#queue.fits(packet.sequenceNumber) ? 'free' : this.#queue.placeOf(packet);
    if (place === 'free') this.#store(now, packet, ahead);
    else if (place === 'late') this.#refuse(now, packet);
    else this.#counts.duplicate++;
  }

  /** Takes a packet that was lost and sent again: when it comes says nothing about the way, so nothing is measured. */
  insert(now: number, packet: Packet): void {
    this.#counts.received++;
    const place = this.#queue.placeOf(packet);
    if (place === 'late') this.#counts.late++;
    else if (place !== 'free') this.#counts.duplicate++;
    else {
      const dueMs = this.dueMs(packet.timestamp);
      const leastMs = Math.min(now, Number.isNaN(dueMs) ? this.#queue.firstDueMs : dueMs);
      const ahead = this.#queue.stepsAhead(packet.sequenceNumber);
      this.#queue.put(packet, ahead, now, leastMs, this.#media.ticksOf(packet.timestamp));
    }
  }

  /** What there is at the packet's place in the sequence. */
  placeOf(packet: Packet): Place {
    return this.#queue.placeOf(packet);
  }

  /** The next packet that is due, or the gap before it; `undefined` when nothing is. */
  pop(now: number): Packet | Gap | undefined {
    const queue = this.#queue;
    if (queue.length === 0) return undefined;
    if (this.#watchesLevel) this.#observe(now);
    const lateMs = now - this.#delay.deadlineMs(queue.firstDueMs);
    if (lateMs < 0 && queue.length <= this.#mayHold && !this.#handsOn) return undefined;
    if (lateMs > OVERDUE_MS) this.#checkOverdue(now, lateMs);
    this.#lastPopMs = now;
    return queue.missing > 0 && queue.started ? this.#takeGap(now) : this.#takePacket(now);
  }

  /** When `pop` will next have something, in ms of the same clock: −Infinity at once, Infinity not before another `push`. */
  nextTimeout(): number {
    return this.#queue.length === 0 ? Infinity : this.#releaseMs();
  }

  /** When media of that timestamp is to be presented, as things stand; NaN while the clock rate is unknown. */
  presentationMs(timestamp: number): number {
    const mediaMs = this.#media.msOf(timestamp);
    return this.#fromZero ? mediaMs : this.#clock.dueOf(mediaMs) + this.#delay.totalMs;
  }

  /** The same without latency, pauses and offset: when the fastest packet of that timestamp arrives; NaN in mode `none`. */
  dueMs(timestamp: number): number {
    return this.#fromZero ? Number.NaN : this.#clock.dueOf(this.#media.msOf(timestamp));
  }

  /** The stream has ended: all that is held is due now. */
  drain(): void {
    if (this.#queue.length > 0) this.#mayHold = 0;
  }

  /** The sequence begins anew with the next packet. What is still held is dropped: `drain` and `pop` before. */
  restart(): void {
    this.#counts.restarts++;
    this.#counts.dropped += this.#queue.length;
    this.#mayHold = this.#maxPackets;
    this.#queue.clear();
    this.#dropped = 0;
    this.#lastDueMs = Number.NaN;
    this.#restartClock();
  }

  /** When the packet at the head is to leave: −Infinity where its deadline does not matter. */
  #releaseMs(): number {
    const queue = this.#queue;
    if (queue.length > this.#mayHold || this.#handsOn) return -Infinity;
    return this.#delay.deadlineMs(queue.firstDueMs);
  }

  /** Whether the packet at the head is handed on without waiting. */
  get #handsOn(): boolean {
    return this.#handOn && this.#queue.started && this.#queue.missing === 0;
  }

  #store(now: number, packet: Packet, ahead: number): void {
    const sinceMs = now - this.#placedDueMs;
    const sameFrame =
      ahead === 1 && packet.timestamp === this.#placedTimestamp && sinceMs >= 0 && sinceMs <= OVERDUE_MS;
    if (!sameFrame) this.#place(now, packet.timestamp, ahead);
    this.#pushMs = now;
    this.#queue.put(packet, ahead, now, this.#placedDueMs, this.#media.ticks);
    if (this.#inspects) this.#inspect(now);
    if (this.#counts.received % WEIGH_EVERY === 0) this.#weigh();
  }

  /** Finds when a frame is due by its first packet: the others were sent after it, and measuring them costs 20 ns each. */
  #place(now: number, timestamp: number, ahead: number): void {
    if (this.#placedTimestamp !== NOTHING_PLACED) this.#delay.arrived(this.#pushMs - this.#placedDueMs);
    this.#previousPushMs = this.#pushMs;
    this.#pushMs = now;
    this.#media.advance(timestamp);
    this.#placedDueMs = this.#clock.due(now, this.#media.ms, ahead);
    this.#placedTimestamp = timestamp;
  }

  #restartClock(): void {
    this.#clock.restart();
    this.#delay.restart();
    this.#placedTimestamp = NOTHING_PLACED;
  }

  /** What only some ways of playing ask for with every packet. */
  #inspect(now: number): void {
    this.#delay.adapt(now, now - this.#placedDueMs);
    if (this.#dropOnLatency) this.#shed(now);
    this.#observe(now);
  }

  /** So many packets as the octets allow, by their mean size. */
  #weigh(): void {
    const { bytes, length } = this.#queue;
    if (this.#mayHold === 0) return;
    const fitting = bytes > this.#maxBytes ? Math.floor((length * this.#maxBytes) / bytes) : this.#maxPackets;
    this.#mayHold = Math.min(Math.max(fitting, 1), this.#maxPackets);
  }

  #observe(now: number): void {
    const { firstDueMs, firstArrivalMs, spanTicks } = this.#queue;
    this.#delay.observe(now, firstDueMs, firstArrivalMs, this.#media.msIn(spanTicks));
  }

  #refuse(now: number, packet: Packet): void {
    if (!this.#fromZero) {
      const delayMs = now - this.#clock.dueOf(this.#media.msOf(packet.timestamp));
      if (delayMs > 0) this.#delay.missed(now, delayMs);
    }
    this.#counts.late++;
  }

  #takeGap(now: number): Gap {
    const queue = this.#queue;
    const gap = findGap(queue, this.#media, {
      ticks: Number.isNaN(this.#lastDueMs) ? Number.NaN : this.#lastTicks,
      dueMs: this.#lastDueMs,
      delayMs: this.#delay.totalMs,
      dropped: this.#dropped,
      early: this.#mayHold > 0 && now < this.#delay.deadlineMs(queue.firstDueMs),
    });
    this.#counts.lost += gap.count - this.#dropped;
    this.#dropped = 0;
    queue.skipMissing();
    return gap;
  }

  #takePacket(now: number): Packet {
    const queue = this.#queue;
    const counts = this.#counts;
    this.#lastTicks = queue.firstTicks;
    this.#lastDueMs = queue.firstDueMs;
    this.#lastArrivalMs = queue.firstArrivalMs;
    counts.delayMs += now - this.#lastArrivalMs;
    counts.targetDelayMs += this.#delay.totalMs;
    counts.delivered++;
    const packet = queue.take();
    if (queue.length === 0) this.#mayHold = this.#maxPackets;
    return packet;
  }

  /** Drops the oldest while more media time is held than the latency, but none that is due: that leaves anyway. */
  #shed(now: number): void {
    const queue = this.#queue;
    while (queue.length > 1 && this.#media.msIn(queue.spanTicks) > this.#delay.longestMs && now < this.#releaseMs()) {
      queue.dropFirst();
      this.#dropped++;
      this.#counts.dropped++;
    }
  }

  /** Media time has left the arrival clock. What arrived before our own clock stepped back would wait for that time again. */
  #jumped(jumpMs: number): void {
    const now = this.#pushMs;
    this.#delay.restart();
    this.#resyncs.notice('jump', now, jumpMs);
    if (now > this.#previousPushMs - OVERDUE_MS) return;
    this.#queue.reschedule((_arrivalMs, _ticks, dueMs) => Math.min(dueMs, now));
  }

  /**
   * The head has waited since it was due, it arrived, or its predecessor left; if that was long, the host has slept. The very
   * first may have waited on probation, for as long as a slow source takes for its second packet.
   */
  #checkOverdue(now: number, lateMs: number): void {
    const sinceMs = Math.max(now - lateMs, this.#queue.firstArrivalMs, this.#lastPopMs);
    if (now - sinceMs <= OVERDUE_MS || this.#lastPopMs === -Infinity) return;
    this.#restartClock();
    this.#resyncs.notice('overdue', now, now - sinceMs);
  }
}
