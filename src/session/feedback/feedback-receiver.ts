/** What feedback from others does to the streams that we send (RFC 4585 §6, RFC 5104 §4). */

import type {
  BitRateLimit,
  CongestionControlFeedback,
  FullIntraRequest,
  RtcpPacket,
  TemporaryMaximumMediaBitRateNotification,
  TemporaryMaximumMediaBitRateRequest,
  TransportWideFeedback,
} from '../../rtcp/index.js';
import type { CongestionFeedback } from '../congestion/congestion-feedback.js';
import type { OutgoingStream } from '../outgoing/outgoing-stream.js';
import type { SourceTable } from '../participants/source-table.js';
import { ReasonCounts } from '../reason-counts.js';
import type { FeedbackMessage } from './feedback-message.js';
import type { FeedbackOutput, FeedbackReceived } from './feedback-output.js';
import type { FeedbackScheduler } from './feedback-scheduler.js';
import { StreamFeedback } from './stream-feedback.js';

export interface FeedbackReceiverContext {
  readonly outgoing: ReadonlyMap<number, OutgoingStream>;
  readonly sources: SourceTable;
  readonly outputs: { push(output: FeedbackOutput): void };
}

/** Acts on what was agreed on for a stream, and counts the rest. */
export class FeedbackReceiver {
  /** Feedback that nothing was done about. */
  readonly ignored: ReasonCounts = new ReasonCounts();
  readonly #context: FeedbackReceiverContext;
  readonly #own: Pick<FeedbackScheduler, 'request' | 'requestReport' | 'heard'>;
  readonly #congestion: Pick<CongestionFeedback, 'take'>;
  readonly #streams = new Map<OutgoingStream, StreamFeedback>();

  /** @param own sends what is to be answered, and hears what other receivers ask for */
  constructor(
    context: FeedbackReceiverContext,
    own: Pick<FeedbackScheduler, 'request' | 'requestReport' | 'heard'>,
    congestion: Pick<CongestionFeedback, 'take'>,
  ) {
    this.#context = context;
    this.#own = own;
    this.#congestion = congestion;
  }

  /** Takes a packet of a participant that is known and not ourselves. */
  take(now: number, packet: RtcpPacket): void {
    switch (packet.type) {
      case 'generic-nack':
        this.#own.heard(now, packet);
        this.#streamOf(packet.mediaSsrc, 'nack')?.heardNack(now, packet.sequenceNumbers);
        return;
      case 'picture-loss-indication':
        this.#own.heard(now, packet);
        this.#requestKeyFrame(now, this.#streamOf(packet.mediaSsrc, 'nack pli'), packet.ssrc, 'pli');
        return;
      case 'full-intra-request':
        this.#own.heard(now, packet);
        this.#takeFullIntraRequest(now, packet);
        return;
      case 'rapid-resynchronization-request':
        this.#own.heard(now, packet);
        this.#takeResynchronizationRequest(now, packet.mediaSsrc);
        return;
      case 'temporary-maximum-media-bit-rate-request':
        this.#takeBitRateRequest(now, packet);
        return;
      case 'temporary-maximum-media-bit-rate-notification':
        this.#takeBitRateNotification(packet);
        return;
      case 'slice-loss-indication':
        this.#passOn(this.#streamOf(packet.mediaSsrc, 'nack sli'), packet);
        return;
      case 'reference-picture-selection-indication':
        this.#passOn(this.#streamOf(packet.mediaSsrc, 'nack rpsi'), packet);
        return;
      case 'receiver-estimated-maximum-bit-rate':
        for (const ssrc of new Set(packet.ssrcs)) this.#passOn(this.#streamOf(ssrc, 'goog-remb'), packet);
        return;
      case 'transport-wide-feedback':
      case 'congestion-control-feedback':
        this.#takeArrivals(packet);
        return;
      default:
        this.ignored.count('feedback-not-understood');
    }
  }

  /** Lifts the limits of receivers that are gone. */
  liftLimits(now: number): void {
    for (const [stream, { bitRates }] of this.#streams) {
      const changed = bitRates.retain((ssrc) => this.#context.sources.get(ssrc)?.hasLeft === false);
      if (!changed) continue;
      this.#tellLimits(stream, bitRates.boundingSet);
      this.#notify(now, stream);
    }
  }

  #passOn(stream: OutgoingStream | undefined, packet: FeedbackReceived['packet']): void {
    if (stream !== undefined) this.#context.outputs.push({ type: 'feedback', stream, packet });
  }

  #takeFullIntraRequest(now: number, { ssrc: by, entries }: FullIntraRequest): void {
    for (const { ssrc, sequenceNumber } of entries) {
      const stream = this.#streamOf(ssrc, 'ccm fir');
      if (stream === undefined) continue;
      if (this.#feedbackOf(stream).keyFrames.isRepetition(now, by, sequenceNumber))
        this.ignored.count('feedback-repeated');
      else this.#requestKeyFrame(now, stream, by, 'fir');
    }
  }

  #requestKeyFrame(now: number, stream: OutgoingStream | undefined, by: number, kind: 'pli' | 'fir'): void {
    if (stream === undefined) return;
    stream.heardKeyFrameRequest(kind);
    const granted = this.#feedbackOf(stream).keyFrames.grant(now, this.#context.sources.get(by)?.roundTripMs);
    if (granted) this.#context.outputs.push({ type: 'key-frame-requested', stream, by, kind });
    else this.ignored.count('key-frame-throttled');
  }

  /** RFC 6051 §3.2: the report is as early as any feedback may be. */
  #takeResynchronizationRequest(now: number, ssrc: number): void {
    const stream = this.#context.outgoing.get(ssrc);
    if (stream === undefined) this.ignored.count('feedback-for-another');
    else if (stream.lastSentMs === -Infinity || !this.#feedbackOf(stream).grantReport(now))
      this.ignored.count('report-throttled');
    else this.#own.requestReport(now, ssrc);
  }

  #takeBitRateRequest(now: number, { ssrc: by, entries }: TemporaryMaximumMediaBitRateRequest): void {
    const last = new Map(entries.map((entry) => [entry.ssrc, entry]));
    for (const [ssrc, { bitRate, overhead }] of last) {
      const stream = this.#streamOf(ssrc, 'ccm tmmbr');
      if (stream === undefined) continue;
      const { bitRates } = this.#feedbackOf(stream);
      const changed = bitRates.set({ ssrc: by, bitRate, overhead });
      if (changed === undefined) this.ignored.count('too-many-limits');
      if (changed === true) this.#tellLimits(stream, bitRates.boundingSet);
      this.#notify(now, stream);
    }
  }

  #takeBitRateNotification(packet: TemporaryMaximumMediaBitRateNotification): void {
    const stream = this.#context.sources.streams.get(packet.ssrc);
    if (stream?.feedback.includes('ccm tmmbr') !== true) this.ignored.count('feedback-not-agreed');
    else this.#context.outputs.push({ type: 'bit-rate-notification', stream, limits: packet.entries });
  }

  #takeArrivals(packet: TransportWideFeedback | CongestionControlFeedback): void {
    const message = packet.type === 'transport-wide-feedback' ? 'transport-cc' : 'ack ccfb';
    const agreed = [...this.#context.outgoing.values()].some(({ feedback }) => feedback.includes(message));
    const packets = agreed ? this.#congestion.take(packet) : [];
    if (!agreed) this.ignored.count('feedback-not-agreed');
    else if (packets.length === 0) this.ignored.count('feedback-without-news');
    else this.#context.outputs.push({ type: 'arrivals', ssrc: packet.ssrc, packets });
  }

  #tellLimits(stream: OutgoingStream, limits: readonly BitRateLimit[]): void {
    const bitRate = limits.length === 0 ? undefined : Math.min(...limits.map((limit) => limit.bitRate));
    this.#context.outputs.push({ type: 'bit-rate-limited', stream, bitRate, limits });
  }

  /** Each request is answered, be it with what bound before (RFC 5104 §4.2.2.2). */
  #notify(now: number, stream: OutgoingStream): void {
    this.#own.request(now, {
      type: 'temporary-maximum-media-bit-rate-notification',
      ssrc: stream.ssrc,
      mediaSsrc: 0,
      entries: this.#feedbackOf(stream).bitRates.boundingSet,
    });
  }

  #feedbackOf(stream: OutgoingStream): StreamFeedback {
    let feedback = this.#streams.get(stream);
    if (feedback === undefined) this.#streams.set(stream, (feedback = new StreamFeedback()));
    return feedback;
  }

  /** The stream of ours that feedback is about, if such feedback was agreed on for it. */
  #streamOf(ssrc: number, message: FeedbackMessage): OutgoingStream | undefined {
    const stream = this.#context.outgoing.get(ssrc);
    if (stream === undefined) this.ignored.count('feedback-for-another');
    else if (!stream.feedback.includes(message)) this.ignored.count('feedback-not-agreed');
    else return stream;
    return undefined;
  }
}
