/** What feedback from others does to the streams that we send (RFC 4585 §6, RFC 5104 §4). */

import type { FullIntraRequest, RtcpPacket } from '../../rtcp/index.js';
import type { OutgoingStream } from '../outgoing/outgoing-stream.js';
import type { FeedbackMessage } from './feedback-message.js';
import type { FeedbackOutput } from './feedback-output.js';
import { KeyFrameDemand } from './key-frame-demand.js';

export interface FeedbackReceiverContext {
  readonly outgoing: ReadonlyMap<number, OutgoingStream>;
  readonly outputs: { push(output: FeedbackOutput): void };
  /** Hears of what other receivers ask for. */
  readonly own: { heard(now: number, packet: RtcpPacket): void };
}

/** Acts on what was agreed on for a stream, and counts the rest. */
export class FeedbackReceiver {
  readonly #context: FeedbackReceiverContext;
  readonly #keyFrames = new Map<OutgoingStream, KeyFrameDemand>();
  readonly #ignored = new Map<string, number>();

  constructor(context: FeedbackReceiverContext) {
    this.#context = context;
  }

  /** Feedback that nothing was done about, by reason. */
  get ignored(): ReadonlyMap<string, number> {
    return this.#ignored;
  }

  /** Takes a packet of a participant that is known and not ourselves. */
  take(now: number, packet: RtcpPacket): void {
    switch (packet.type) {
      case 'picture-loss-indication': {
        this.#context.own.heard(now, packet);
        const stream = this.#streamOf(packet.mediaSsrc, 'nack pli');
        if (stream !== undefined) this.#requestKeyFrame(now, stream, packet.ssrc, 'pli');
        return;
      }
      case 'full-intra-request':
        this.#context.own.heard(now, packet);
        this.#takeFullIntraRequest(now, packet);
        return;
      case 'generic-nack':
        this.#context.own.heard(now, packet);
        this.#streamOf(packet.mediaSsrc, 'nack')?.heardNack(now, packet.sequenceNumbers);
        return;
      default:
    }
  }

  #takeFullIntraRequest(now: number, { ssrc: by, entries }: FullIntraRequest): void {
    for (const { ssrc, sequenceNumber } of entries) {
      const stream = this.#streamOf(ssrc, 'ccm fir');
      if (stream === undefined) continue;
      if (this.#demandOf(stream).isRepetition(now, by, sequenceNumber)) this.#ignore('feedback-repeated');
      else this.#requestKeyFrame(now, stream, by, 'fir');
    }
  }

  #requestKeyFrame(now: number, stream: OutgoingStream, by: number, kind: 'pli' | 'fir'): void {
    const granted = this.#demandOf(stream).grant(now, stream.statistics.remote?.roundTripMs);
    if (granted) this.#context.outputs.push({ type: 'key-frame-requested', stream, by, kind });
    else this.#ignore('key-frame-throttled');
  }

  #demandOf(stream: OutgoingStream): KeyFrameDemand {
    let demand = this.#keyFrames.get(stream);
    if (demand === undefined) this.#keyFrames.set(stream, (demand = new KeyFrameDemand()));
    return demand;
  }

  /** The stream of ours that feedback is about, if such feedback was agreed on for it. */
  #streamOf(ssrc: number, message: FeedbackMessage): OutgoingStream | undefined {
    const stream = this.#context.outgoing.get(ssrc);
    if (stream === undefined) this.#ignore('feedback-for-another');
    else if (!stream.feedback.includes(message)) this.#ignore('feedback-not-agreed');
    else return stream;
    return undefined;
  }

  #ignore(reason: string): void {
    this.#ignored.set(reason, (this.#ignored.get(reason) ?? 0) + 1);
  }
}
