/** The session's part in RTCP: when it reports, what it says and where it says it (RFC 3550 §6.2, §6.3, §6.4). */

import { serializeCompoundPacket, type RtcpPacket } from '../../rtcp/index.js';
import type { Address } from '../address.js';
import { addFeedback, type FeedbackComposition } from '../feedback/compose-feedback.js';
import { FeedbackScheduler } from '../feedback/feedback-scheduler.js';
import { isPointToPoint } from '../feedback/point-to-point.js';
import { composeMinimalReport, composeReports, type ReportInputs } from './compose-report.js';
import type { OutgoingStream } from '../outgoing/outgoing-stream.js';
import type { OutputQueue } from '../output-queue.js';
import { chooseRtcpDestination, type RtcpDestination } from './rtcp-destination.js';
import { FIXED_MINIMUM_MS, type Membership } from './rtcp-interval.js';
import { LOWER_LAYERS, RtcpSchedule } from './rtcp-schedule.js';
import type { RtcpOptions } from '../session-options.js';
import type { SourceTable } from '../participants/source-table.js';
import { WallClock } from './wall-clock.js';

export interface RtcpReporterContext {
  readonly mtu: number;
  readonly cname: string;
  readonly receiverSsrc: number;
  readonly randomUint32: () => number;
  readonly options: RtcpOptions;
  readonly remote: Address | undefined;
  readonly outgoing: ReadonlyMap<number, OutgoingStream>;
  readonly sources: SourceTable;
  readonly outputs: OutputQueue;
}

export class RtcpReporter {
  readonly wallClock: WallClock = new WallClock();
  /** Where the session's feedback is handed in. */
  readonly feedback: FeedbackScheduler;
  readonly #context: RtcpReporterContext;
  readonly #schedule: RtcpSchedule;
  #destination: RtcpDestination | undefined;
  /** What the destination was chosen by: with 1000 streams in a process, choosing anew for each packet is 6 % of its time. */
  #rtpSource: Address | undefined;
  #rtcpSource: Address | undefined;
  #packetsSent = 0;
  #silenceMs = 5 * FIXED_MINIMUM_MS;

  constructor(context: RtcpReporterContext) {
    this.#context = context;
    this.#schedule = new RtcpSchedule(context.options, context.randomUint32);
    this.feedback = new FeedbackScheduler({
      options: context.options,
      randomUint32: context.randomUint32,
      schedule: this.#schedule,
      membership: () => this.#membership(),
      isPointToPoint: () => isPointToPoint(context.sources.values(), this.#destination?.to),
    });
  }

  /** Compound packets sent. */
  get packetsSent(): number {
    return this.#packetsSent;
  }

  /** How long a source may be silent before it is forgotten, in milliseconds. */
  get silenceMs(): number {
    return this.#silenceMs;
  }

  /** Looks anew where RTCP goes; with the first place to go, the schedule begins. */
  chooseDestination(now: number): void {
    const { options, remote, sources, outputs } = this.#context;
    const { rtpAddress: rtpSource, rtcpAddress: rtcpSource } = sources.peer ?? {};
    const unchanged = rtpSource === this.#rtpSource && rtcpSource === this.#rtcpSource;
    if (unchanged && this.#destination !== undefined) return;
    this.#rtpSource = rtpSource;
    this.#rtcpSource = rtcpSource;
    const destination = chooseRtcpDestination({ options, remote, rtpSource, rtcpSource }) ?? this.#destination;
    const before = this.#destination;
    if (destination === undefined) return;
    if (before?.to.host === destination.to.host && before.to.port === destination.to.port) return;
    this.#destination = destination;
    outputs.push({ type: 'rtcp-destination', ...destination });
    if (!this.#schedule.begun) this.#schedule.begin(now, this.#membership());
  }

  /** A compound of `size` octets has come. None is to exceed the MTU (RFC 3550 §6.1), and one that does cannot silence us. */
  heard(size: number): void {
    this.#schedule.received(Math.min(size, this.#context.mtu));
  }

  handleTimeout(now: number): void {
    if (now >= this.feedback.nextTimeout()) this.#sendFeedback(now, this.feedback.takeEarly(now));
    if (now < this.#schedule.nextTimeout()) return;
    const membership = this.#membership();
    if (!this.#schedule.due(now, membership)) return;
    const feedback = this.feedback.takeRegular(now);
    if (this.feedback.postponesReport(now)) {
      this.#sendFeedback(now, feedback);
      this.#schedule.suppress(now, membership);
      return;
    }
    this.#schedule.sent(now, this.#sendReports(now, feedback), membership);
    this.feedback.reported(now);
    this.#silenceMs = this.#schedule.participantTimeoutMs(membership);
  }

  nextTimeout(): number {
    return Math.min(this.#schedule.nextTimeout(), this.feedback.nextTimeout());
  }

  /** A last report with a goodbye, unless nothing was ever sent (RFC 3550 §6.3.7). */
  sayGoodbye(now: number, reason: string | undefined): void {
    const sentRtp = [...this.#context.outgoing.values()].some((stream) => stream.lastSentMs > -Infinity);
    if (sentRtp || this.#packetsSent > 0) this.#sendReports(now, [], { reason });
  }

  /** Sends a report of every SSRC of ours, and feedback with them; returns the mean size in octets. */
  #sendReports(now: number, feedback: readonly RtcpPacket[], goodbye?: ReportInputs['goodbye']): number {
    const inputs = this.#reportInputs(goodbye);
    const compounds = composeReports(now, inputs);
    this.#addFeedback(compounds, feedback, (ssrc) => composeMinimalReport(now, ssrc, inputs));
    return this.#transmit(now, compounds);
  }

  /** Sends feedback without the blocks of a report; its size counts as that of any other (RFC 4585 §3.5.4). */
  #sendFeedback(now: number, feedback: readonly RtcpPacket[]): void {
    if (feedback.length === 0) return;
    const inputs = this.#reportInputs();
    const alone = this.#context.options.reducedSize === true && this.#packetsSent > 0;
    const compounds: RtcpPacket[][] = [];
    this.#addFeedback(compounds, feedback, (ssrc) => (alone ? [] : composeMinimalReport(now, ssrc, inputs)));
    if (compounds.length > 0) this.#schedule.received(this.#transmit(now, compounds));
  }

  #addFeedback(compounds: RtcpPacket[][], feedback: readonly RtcpPacket[], begin: FeedbackComposition['begin']): void {
    const { mtu, outgoing, receiverSsrc } = this.#context;
    const ssrcs = outgoing.size === 0 ? [receiverSsrc] : [...outgoing.keys()];
    addFeedback(compounds, feedback, { mtu, ssrcs, begin, drop: (reason) => this.feedback.countDrop(reason) });
  }

  /** Returns the mean size in octets. */
  #transmit(now: number, compounds: readonly RtcpPacket[][]): number {
    const destination = this.#destination;
    if (destination === undefined) return 0;
    let size = 0;
    for (const packets of compounds) {
      const bytes = serializeCompoundPacket(packets, { reducedSize: true });
      this.#context.outputs.push({ type: 'transmit', channel: 'rtcp', bytes, to: destination.to });
      this.#packetsSent++;
      this.feedback.spent(now, bytes.length + LOWER_LAYERS);
      size += bytes.length;
    }
    return size / compounds.length;
  }

  #reportInputs(goodbye?: { readonly reason: string | undefined }): ReportInputs {
    const { mtu, cname, receiverSsrc, outgoing, sources } = this.#context;
    return {
      mtu,
      cname,
      receiverSsrc,
      outgoing,
      sources: sources.values(),
      wallClock: this.wallClock,
      heardSinceMs: this.#schedule.previousMs,
      sentSinceMs: this.#schedule.senderSinceMs,
      ...(goodbye === undefined ? {} : { goodbye }),
    };
  }

  #membership(): Membership {
    const { outgoing, sources } = this.#context;
    const sinceMs = this.#schedule.senderSinceMs;
    let ourSenders = 0;
    for (const stream of outgoing.values()) if (stream.lastSentMs > sinceMs) ourSenders++;
    return {
      members: sources.memberCount + Math.max(outgoing.size, 1),
      senders: sources.countSenders(sinceMs) + ourSenders,
      weSent: ourSenders > 0,
    };
  }
}
