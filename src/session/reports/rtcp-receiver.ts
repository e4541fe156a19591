/** What RTCP from others changes: participants, reports about our streams, goodbyes (RFC 3550 §6.3.3, §6.4, §6.5, §6.6). */

import { Reject } from '../../errors.js';
import {
  parseCompoundPacket,
  type Goodbye,
  type ReportBlock,
  type RtcpPacket,
  type SenderReport,
  type SourceDescription,
} from '../../rtcp/index.js';
import type { Address } from '../address.js';
import type { FeedbackReceiver } from '../feedback/feedback-receiver.js';
import type { OutgoingStream } from '../outgoing/outgoing-stream.js';
import type { OutputQueue } from '../output-queue.js';
import type { SourceTable } from '../participants/source-table.js';
import type { Source } from '../participants/source.js';

export interface RtcpReceiverContext {
  readonly sources: SourceTable;
  readonly outgoing: ReadonlyMap<number, OutgoingStream>;
  readonly outputs: OutputQueue;
  /** Whether an SSRC is one of ours. */
  readonly isOwn: (ssrc: number) => boolean;
  readonly feedback: FeedbackReceiver;
  /** Whether feedback may come without a report before it (RFC 5506). */
  readonly reducedSize: boolean;
}

export class RtcpReceiver {
  readonly #context: RtcpReceiverContext;

  constructor(context: RtcpReceiverContext) {
    this.#context = context;
  }

  /** Takes one datagram, whole or not at all. */
  handle(now: number, bytes: Uint8Array, from: Address): Reject | undefined {
    const packets = parseCompoundPacket(bytes, { reducedSize: this.#context.reducedSize });
    if (packets instanceof Reject) return packets;
    const first = packets[0];
    if (first !== undefined && 'ssrc' in first && this.#context.isOwn(first.ssrc)) {
      return new Reject('own-ssrc', 4, 'RFC 3550 §8.2');
    }
    for (const packet of packets) this.#take(now, packet, from);
    return undefined;
  }

  #take(now: number, packet: RtcpPacket, from: Address): void {
    switch (packet.type) {
      case 'sender-report':
        this.#takeSenderReport(now, packet, from);
        this.#takeBlocks(now, packet.ssrc, packet.reportBlocks);
        return;
      case 'receiver-report':
        this.#participant(now, packet.ssrc, from);
        this.#takeBlocks(now, packet.ssrc, packet.reportBlocks);
        return;
      case 'source-description':
        this.#takeDescription(now, packet, from);
        return;
      case 'goodbye':
        this.#takeGoodbye(now, packet);
        return;
      case 'application-defined':
      case 'unknown':
        return;
      default:
        if (this.#participant(now, packet.ssrc, from) !== undefined) this.#context.feedback.take(now, packet);
    }
  }

  #takeSenderReport(now: number, report: SenderReport, from: Address): void {
    const { ssrc } = report;
    this.#participant(now, ssrc, from)?.heardSenderReport(now, report);
    this.#context.outputs.push({ type: 'report', kind: 'sender', ssrc, report });
  }

  #takeBlocks(now: number, ssrc: number, blocks: readonly ReportBlock[]): void {
    for (const report of blocks) {
      const stream = this.#context.outgoing.get(report.ssrc);
      if (stream === undefined) continue;
      const roundTripMs = stream.heardReport(now, report);
      const reporter = this.#context.sources.get(ssrc);
      if (reporter !== undefined && roundTripMs !== undefined) reporter.roundTripMs = roundTripMs;
      this.#context.outputs.push({ type: 'report', kind: 'receiver', ssrc, about: stream.ssrc, report, roundTripMs });
    }
  }

  #takeDescription(now: number, { chunks }: SourceDescription, from: Address): void {
    for (const { ssrc, items } of chunks) {
      const source = this.#participant(now, ssrc, from);
      if (source?.describe(now, items) !== true) continue;
      this.#context.outputs.push({ type: 'source-description', ssrc, items: new Map(source.items) });
    }
  }

  #takeGoodbye(now: number, { ssrcs, reason }: Goodbye): void {
    for (const ssrc of ssrcs) {
      const source = this.#context.sources.get(ssrc);
      if (source === undefined || source.hasLeft) continue;
      source.heardGoodbye(now);
      this.#context.outputs.push({ type: 'goodbye', ssrc, reason });
    }
  }

  /** The participant of an SSRC, entered when it is new; `undefined` for ourselves, one that has left, and a full table. */
  #participant(now: number, ssrc: number, from: Address): Source | undefined {
    if (this.#context.isOwn(ssrc)) return undefined;
    const source = this.#context.sources.enter(now, ssrc, false);
    if (source === undefined || source.hasLeft) return undefined;
    source.heardRtcp(now, from);
    return source;
  }
}
