/** The session's part in RTCP: when it reports, what it says, and how it ends (RFC 3550 §6.2, §6.3, §6.4). */

import { Reject } from '../../errors.js';
import { parseCompoundPacket, type ExtendedReport, type RtcpPacket } from '../../rtcp/index.js';
import { addFeedback, type FeedbackComposition } from '../feedback/compose-feedback.js';
import { FeedbackScheduler, type WaitingFeedback } from '../feedback/feedback-scheduler.js';
import { isPointToPoint } from '../feedback/point-to-point.js';
import type { OutgoingStream } from '../outgoing/outgoing-stream.js';
import { reportingStreams } from '../outgoing/reporting-streams.js';
import type { OwnDescription } from '../participants/own-description.js';
import type { OwnSources } from '../participants/own-sources.js';
import { composeMinimalReport, composeReports, type ReportInputs } from './compose-report.js';
import { BACKOFF_MEMBERS, GoodbyeBackoff } from './goodbye-backoff.js';
import { sizeOnTheWay } from './lower-layers.js';
import { MediaRate } from './media-rate.js';
import { ReferenceTimes } from './reference-times.js';
import { RegularInterval } from './regular-interval.js';
import type { Membership } from './rtcp-interval.js';
import { RtcpSchedule } from './rtcp-schedule.js';
import { RtcpTransmitter, type RtcpTransmitterContext } from './rtcp-transmitter.js';
import { WallClock } from './wall-clock.js';

export interface RtcpReporterContext extends RtcpTransmitterContext {
  readonly mtu: number;
  readonly description: OwnDescription;
  readonly own: OwnSources;
  readonly randomUint32: () => number;
  readonly outgoing: ReadonlyMap<number, OutgoingStream>;
}

export class RtcpReporter {
  readonly wallClock: WallClock = new WallClock();
  readonly mediaRate: MediaRate = new MediaRate();
  /** Where the session's feedback is handed in. */
  readonly feedback: FeedbackScheduler;
  readonly referenceTimes: ReferenceTimes;
  readonly transmitter: RtcpTransmitter;
  readonly #context: RtcpReporterContext;
  readonly #schedule: RtcpSchedule;
  readonly #regularInterval: RegularInterval;
  #silenceMs: number;
  /** The last word, once the session is closed. */
  #goodbye: ReportInputs['goodbye'];
  /** Holds it back; `undefined` when it has been said, or never will be. */
  #backoff: GoodbyeBackoff | undefined;

  /** @throws RangeError when a bandwidth is none */
  constructor(now: number, context: RtcpReporterContext) {
    const { options, randomUint32 } = context;
    this.#context = context;
    this.transmitter = new RtcpTransmitter(context);
    this.#schedule = new RtcpSchedule(options, randomUint32);
    this.#regularInterval = new RegularInterval(options, randomUint32);
    this.referenceTimes = new ReferenceTimes(options.extendedReports === true);
    this.#silenceMs = this.#schedule.participantTimeoutMs(this.#membership(now));
    this.feedback = new FeedbackScheduler({
      options,
      randomUint32,
      schedule: this.#schedule,
      regularInterval: this.#regularInterval,
      membership: (at) => this.#membership(at),
      isPointToPoint: () => this.#isPointToPoint,
    });
  }

  /** How long a source may be silent before it is forgotten, in milliseconds. */
  get silenceMs(): number {
    return this.#silenceMs;
  }

  /** Looks anew where RTCP goes; with the first place to go, the schedule begins. */
  chooseDestination(now: number): void {
    this.transmitter.chooseDestination();
    if (this.#schedule.begun || this.transmitter.destination === undefined) return;
    this.#schedule.begin(now, this.#membership(now));
  }

  /** A compound has come. None is to exceed the MTU (RFC 3550 §6.1), and one that does cannot silence us. */
  heard(now: number, length: number, host: string): void {
    this.#schedule.received(sizeOnTheWay(Math.min(length, this.#context.mtu), host));
    this.reconsider(now);
  }

  /** Participants may have left, or we may have begun to send (RFC 3550 §6.3.4, §6.3.5, §6.3.8). */
  reconsider(now: number): void {
    this.#schedule.reconsider(now, this.#membership(now));
  }

  /** RTP has left; called for every frame. What the timestamps of a stream mean is told soon after its `first`. */
  sentRtp(now: number, first: boolean): void {
    if (first) this.mediaRate.begin(now);
    if (!this.#schedule.weSent) this.reconsider(now);
    // After that, because there may be bandwidth for senders only (RFC 3556 §2).
    if (first) this.feedback.hasten(now);
  }

  handleTimeout(now: number): void {
    if (this.#goodbye !== undefined) {
      if (this.#backoff?.due(now) === true) this.#sayGoodbye(now);
      return;
    }
    if (now >= this.#reportTimeout) this.#reportRegularly(now);
    else if (now >= this.feedback.nextTimeout()) this.#sendFeedback(now, this.feedback.takeEarly(now));
  }

  /** Infinity when nothing will ever be sent again. */
  nextTimeout(): number {
    if (this.#goodbye !== undefined) return this.#backoff?.nextTimeout() ?? Infinity;
    return Math.min(this.#reportTimeout, this.feedback.nextTimeout());
  }

  /**
   * Ends with a goodbye, unless nothing was ever sent or there is no bandwidth for us: at once in a small session, in a large one
   * when its turn comes (RFC 3550 §6.3.7).
   */
  leave(now: number, reason: string | undefined): void {
    this.#goodbye = { reason };
    const membership = this.#membership(now);
    if (!this.#hasSent || !this.#schedule.maySend(membership)) return;
    if (membership.members < BACKOFF_MEMBERS) this.#sendReports(now, []);
    else this.#backOff(now);
  }

  /** Says goodbye for an SSRC that another participant has drawn, too, if anything was sent under it (RFC 3550 §8.2). */
  giveUp(now: number, ssrc: number): void {
    if (!this.#hasSent) return;
    const goodbye = { reason: 'SSRC collision' };
    this.#transmit(now, [composeMinimalReport(now, ssrc, { ...this.#reportInputs(), goodbye })]);
  }

  /** A compound has come after we have left: only goodbyes still concern us (RFC 3550 §6.3.7). */
  overhear(bytes: Uint8Array, host: string): void {
    if (this.#backoff === undefined) return;
    const packets = parseCompoundPacket(bytes);
    if (packets instanceof Reject || !packets.some(({ type }) => type === 'goodbye')) return;
    this.#backoff.heard(sizeOnTheWay(bytes.length, host));
  }

  /** What waits leaves with the report, or in its place. */
  #reportRegularly(now: number): void {
    const membership = this.#membership(now);
    this.#silenceMs = this.#schedule.participantTimeoutMs(membership);
    if (!this.#schedule.due(now, membership)) {
      this.feedback.postponed(now);
      return;
    }
    const feedback = this.feedback.takeRegular(now);
    if (now < this.#regularInterval.endMs) {
      this.#sendFeedback(now, feedback);
      this.#schedule.suppress(now, membership);
      return;
    }
    const size = feedback.packets.length === 0 && this.#isAwaited ? 0 : this.#sendReports(now, feedback.packets);
    if (size === 0) {
      this.#schedule.suppress(now, membership);
      return;
    }
    this.#schedule.sent(now, size, membership);
    this.#regularInterval.begin(now);
  }

  #backOff(now: number): void {
    const [compound] = composeReports(now, this.#farewellInputs());
    this.#backoff = new GoodbyeBackoff(now, this.transmitter.measure(compound!), {
      ...this.#context,
      mediaRate: this.mediaRate.at(now),
    });
  }

  #sayGoodbye(now: number): void {
    this.#backoff = undefined;
    this.#transmit(now, composeReports(now, this.#farewellInputs()));
  }

  /** Long after the end nobody needs to know what was received before; it would only delay the goodbyes of others. */
  #farewellInputs(): ReportInputs {
    return { ...this.#reportInputs(), sources: [] };
  }

  /** Sends a report of every SSRC of ours, and feedback with them; returns the mean size in octets, 0 when none left. */
  #sendReports(now: number, feedback: readonly RtcpPacket[]): number {
    const inputs = this.#reportInputs();
    const compounds = composeReports(now, inputs);
    const extended = this.#goodbye === undefined ? this.#accompany(now, compounds) : [];
    this.#addFeedback(compounds, [...extended, ...feedback], (ssrc) => composeMinimalReport(now, ssrc, inputs));
    return this.#transmit(now, compounds);
  }

  #accompany(now: number, compounds: readonly RtcpPacket[][]): ExtendedReport[] {
    const reports = compounds.map((packets) => packets[0]!);
    return this.referenceTimes.accompany(now, this.wallClock.at(now), reports);
  }

  /** Sends feedback without the blocks of a report; its size counts as that of any other (RFC 4585 §3.5.4). */
  #sendFeedback(now: number, { packets, reports }: WaitingFeedback): void {
    if (packets.length + reports.length === 0) return;
    const inputs = this.#reportInputs();
    const alone = this.#context.options.reducedSize === true && this.transmitter.packetsSent > 0;
    const compounds = reports.map((ssrc) => composeMinimalReport(now, ssrc, inputs));
    this.#addFeedback(compounds, packets, (ssrc) => (alone ? [] : composeMinimalReport(now, ssrc, inputs)));
    const size = this.#transmit(now, compounds);
    if (size > 0) this.#schedule.received(size);
  }

  #addFeedback(compounds: RtcpPacket[][], feedback: readonly RtcpPacket[], begin: FeedbackComposition['begin']): void {
    const { mtu, outgoing, own } = this.#context;
    const ssrcs = outgoing.size === 0 ? [own.receiverSsrc] : [...outgoing.keys()];
    addFeedback(compounds, feedback, { mtu, ssrcs, begin, drop: (reason) => this.feedback.drops.count(reason) });
  }

  /** Returns the mean size of what has left in octets, IP and UDP headers included; 0 when nothing has. */
  #transmit(now: number, compounds: readonly RtcpPacket[][]): number {
    const sizes = this.transmitter.transmit(compounds);
    const octets = sizes.reduce((sum, size) => sum + size, 0);
    this.feedback.spent(now, octets);
    return sizes.length === 0 ? 0 : octets / sizes.length;
  }

  #reportInputs(): ReportInputs {
    const { mtu, description, own, outgoing, sources } = this.#context;
    return {
      mtu,
      description,
      receiverSsrc: own.receiverSsrc,
      outgoing,
      sources: sources.senders,
      wallClock: this.wallClock,
      sentSinceMs: this.#schedule.senderSinceMs,
      goodbye: this.#goodbye,
    };
  }

  get #hasSent(): boolean {
    if (this.transmitter.packetsSent > 0) return true;
    return [...this.#context.outgoing.values()].some(({ lastSentMs }) => lastSentMs > -Infinity);
  }

  /** Between two ends, neither of which has sent yet: the first report of a sender leaves with its first packet (RFC 3550 §6.2). */
  get #isAwaited(): boolean {
    const { outgoing, sources } = this.#context;
    return outgoing.size > 0 && !this.#hasSent && sources.countSenders(-Infinity) === 0 && this.#isPointToPoint;
  }

  get #isPointToPoint(): boolean {
    return isPointToPoint(this.#context.sources.values(), this.transmitter.destination);
  }

  /** When a report is due that may leave, or that feedback waits for. */
  get #reportTimeout(): number {
    const nextMs = this.#schedule.nextTimeout();
    return this.feedback.isWaiting ? nextMs : Math.max(nextMs, this.#regularInterval.endMs);
  }

  #membership(now: number): Membership {
    const { outgoing, sources } = this.#context;
    const sinceMs = this.#schedule.senderSinceMs;
    let ourSenders = 0;
    const streams = reportingStreams(outgoing.values());
    for (const stream of streams) if (stream.lastSentMs > sinceMs) ourSenders++;
    return {
      members: sources.countMembers(this.transmitter.destination) + Math.max(streams.length, 1),
      senders: sources.countSenders(sinceMs) + ourSenders,
      weSent: ourSenders > 0,
      multicast: this.transmitter.isMulticast,
      mediaRate: this.mediaRate.at(now),
    };
  }
}
