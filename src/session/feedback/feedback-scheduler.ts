/** When feedback leaves: at once, early, or with the next regular report (RFC 4585 §3.3 to §3.5). */

import type { RtcpPacket } from '../../rtcp/index.js';
import { randomFraction } from '../random-fraction.js';
import { ReasonCounts } from '../reason-counts.js';
import type { RegularInterval } from '../reports/regular-interval.js';
import type { Membership } from '../reports/rtcp-interval.js';
import type { RtcpSchedule } from '../reports/rtcp-schedule.js';
import type { RtcpOptions } from '../session-options.js';
import { withoutOverlap } from './feedback-overlap.js';
import type { FeedbackSink } from './feedback-sink.js';
import { HeardFeedback } from './heard-feedback.js';
import { PendingFeedback } from './pending-feedback.js';
import { RtcpCredit } from './rtcp-credit.js';

/** T_dither_max in intervals, where receivers wait for one another (RFC 4585 §3.5.2 step 2b: l). */
const DITHER_SHARE = 0.5;
/** What can be saved for immediate feedback, in average compounds: together with one that overdraws, two at a time. */
const CREDIT_COMPOUNDS = 1;

export interface FeedbackSchedulerContext {
  readonly options: RtcpOptions;
  readonly schedule: RtcpSchedule;
  readonly regularInterval: RegularInterval;
  readonly randomUint32: () => number;
  readonly membership: (now: number) => Membership;
  /** Whether there is one other participant only, and nobody else who could hear (RFC 4585 §3.4 g). */
  readonly isPointToPoint: () => boolean;
}

/** What leaves at one time. */
export interface WaitingFeedback {
  readonly packets: readonly RtcpPacket[];
  /** The SSRCs of streams of ours whose sender report is wanted. */
  readonly reports: readonly number[];
}

/**
 * Between two participants feedback leaves at once: as the early packet that each regular interval allows, and beyond that as
 * far as our share of the bandwidth is not used up. In a group, what several would say at one time is dithered, and what another
 * has said meanwhile is not repeated. Without the profile AVPF all waits for the next report.
 */
export class FeedbackScheduler implements FeedbackSink {
  /** Packets given up. */
  readonly drops: ReasonCounts = new ReasonCounts();
  readonly #context: FeedbackSchedulerContext;
  readonly #isEarlyProfile: boolean;
  readonly #pending = new PendingFeedback((reason) => this.drops.count(reason));
  /** SSRCs of our streams. */
  readonly #reports = new Set<number>();
  readonly #heard = new HeardFeedback();
  readonly #credit = new RtcpCredit(0);
  /** Whether anything is pending, or a report is wanted: asked whenever a timer of the session is set. */
  #isWaiting = false;
  #allowEarly = true;
  /** When the early packet leaves (RFC 4585 §3.4, te); Infinity where none is scheduled. */
  #earlyMs = Infinity;

  constructor(context: FeedbackSchedulerContext) {
    this.#context = context;
    this.#isEarlyProfile = context.options.profile === 'AVPF';
  }

  request(now: number, packet: RtcpPacket, maxDelayMs: number = Infinity): number {
    const stored = this.isWaiting;
    if (!stored) this.#passUnusedTimes(now);
    const wanted = this.#context.isPointToPoint() ? packet : this.#heard.remainder(now, packet);
    if (wanted === undefined) this.drops.count('feedback-of-another');
    else this.#pending.add(wanted, now + maxDelayMs);
    this.#isWaiting = stored || wanted !== undefined;
    if (!stored && this.#isWaiting) this.#earlyMs = this.#earlyTime(now);
    return Math.min(this.#earlyMs, this.#context.schedule.nextTimeout());
  }

  withdraw(packet: RtcpPacket): void {
    if (!this.#pending.isEmpty) this.#reduce((own) => withoutOverlap(own, packet));
  }

  /** The next report tells of a stream, or answers its sender, for the first time: it is not put off, and the first leaves now. */
  hasten(now: number): void {
    this.#passUnusedTimes(now);
    this.#context.regularInterval.cutShort();
    if (this.#context.isPointToPoint()) this.#context.schedule.expedite(now);
  }

  /** A sender report of a stream that we receive is wanted (RFC 6051 §3.2); without early feedback it comes as soon by itself. */
  requestResynchronization(now: number, mediaSsrc: number): void {
    if (!this.#isEarlyProfile || this.#context.options.rapidResynchronization !== true) return;
    this.request(now, { type: 'rapid-resynchronization-request', ssrc: 0, mediaSsrc });
  }

  /** A sender report of one of our streams is wanted before its time (RFC 6051 §3.2). */
  requestReport(now: number, ssrc: number): void {
    const stored = this.isWaiting;
    if (!stored) this.#passUnusedTimes(now);
    this.#reports.add(ssrc);
    this.#isWaiting = true;
    if (!stored) this.#earlyMs = this.#earlyTime(now);
  }

  /** Whether a packet of this type still waits: what is gathered all the time can then wait with it. */
  isPending(type: RtcpPacket['type']): boolean {
    return this.#pending.has(type);
  }

  /** Whether there is anything to leave early, or with the next report. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** Our share of RTCP's bandwidth, as many as we are now. */
  octetsPerMs(now: number): number {
    return this.#context.schedule.octetsPerMs(this.#context.membership(now));
  }

  /** Another receiver has given feedback; in a group ours is then needless (RFC 4585 §3.5.2 step 5). */
  heard(now: number, packet: RtcpPacket): void {
    if (!this.#isEarlyProfile || this.#context.isPointToPoint()) return;
    this.#heard.add(now, packet);
    this.#reduce((own) => {
      const left = this.#heard.remainder(now, own);
      if (left === undefined) this.drops.count('feedback-of-another');
      return left;
    });
  }

  /** When an early packet leaves; what leaves with a report has the report's time. */
  nextTimeout(): number {
    return this.#earlyMs;
  }

  /** What leaves early, at its time; one regular report is skipped for it, unless one has been already. */
  takeEarly(now: number): WaitingFeedback {
    const waiting = this.#take(now);
    if (this.#allowEarly && waiting.packets.length + waiting.reports.length > 0) {
      this.#allowEarly = false;
      this.#context.schedule.skip();
    }
    return waiting;
  }

  /** A regular report is due: what leaves with it, or in its place. */
  takeRegular(now: number): WaitingFeedback {
    this.#allowEarly = true;
    return this.#take(now);
  }

  /** The next report was due and is put off, since there are more of us (RFC 3550 §6.3.6): what waits for it may leave before. */
  postponed(now: number): void {
    if (this.isWaiting && this.#earlyMs === Infinity) this.#earlyMs = this.#earlyTime(now);
  }

  /** Any RTCP packet of ours has left, of so many octets, lower layers included. */
  spent(now: number, size: number): void {
    this.#creditWaitMs(now);
    this.#credit.spend(size);
  }

  /** What waits becomes less, perhaps nothing. */
  #reduce(reduce: (packet: RtcpPacket) => RtcpPacket | undefined): void {
    this.#pending.reduce(reduce);
    this.#isWaiting = !this.#pending.isEmpty || this.#reports.size > 0;
    if (!this.#isWaiting) this.#earlyMs = Infinity;
  }

  /** Nobody wakes for times at which no report may leave and nothing waits: what they allow anew counts all the same. */
  #passUnusedTimes(now: number): void {
    const { schedule, regularInterval, membership } = this.#context;
    if (now >= regularInterval.endMs || now < schedule.nextTimeout()) return;
    schedule.suppress(now, membership(now));
    this.#allowEarly = true;
  }

  #take(now: number): WaitingFeedback {
    const reports = [...this.#reports];
    this.#reports.clear();
    this.#isWaiting = false;
    this.#earlyMs = Infinity;
    return { packets: this.#pending.take(now), reports };
  }

  /** RFC 4585 §3.5.2 steps 2 to 4; Infinity: with the next report. */
  #earlyTime(now: number): number {
    const { schedule } = this.#context;
    if (!this.#isEarlyProfile || schedule.nextTimeout() === Infinity) return Infinity;
    const immediate = this.#context.isPointToPoint();
    const ditherMs = immediate ? 0 : DITHER_SHARE * schedule.intervalMs;
    if (now + ditherMs > schedule.nextTimeout()) return Infinity;
    if (this.#allowEarly) return now + this.#random() * ditherMs;
    const allowedMs = immediate ? now + this.#creditWaitMs(now) : Infinity;
    return allowedMs < schedule.nextTimeout() ? allowedMs : Infinity;
  }

  #creditWaitMs(now: number): number {
    const capacity = CREDIT_COMPOUNDS * this.#context.schedule.averageSize;
    return this.#credit.waitMs(now, this.octetsPerMs(now), capacity);
  }

  #random(): number {
    return randomFraction(this.#context.randomUint32);
  }
}
