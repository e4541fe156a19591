/** What RTCP from others changes: participants, reports about our streams, goodbyes (RFC 3550 §6.3.3, §6.4, §6.5, §6.6). */

import { Reject } from '../../errors.js';
import {
  parseCompoundPacket,
  type ExtendedReport,
  type Goodbye,
  type ReportBlock,
  type RtcpPacket,
  type SourceDescription,
  type SourceDescriptionItem,
} from '../../rtcp/index.js';
import type { Address } from '../address.js';
import type { FeedbackReceiver } from '../feedback/feedback-receiver.js';
import type { FeedbackScheduler } from '../feedback/feedback-scheduler.js';
import type { OutgoingStream } from '../outgoing/outgoing-stream.js';
import type { OutputQueue } from '../output-queue.js';
import type { CollisionResolver } from '../participants/collision-resolver.js';
import type { OwnSources } from '../participants/own-sources.js';
import type { Source } from '../participants/source.js';
import type { SourceTable } from '../participants/source-table.js';
import type { ReferenceTimes } from './reference-times.js';

export interface RtcpReceiverContext {
  readonly sources: SourceTable;
  readonly outgoing: ReadonlyMap<number, OutgoingStream>;
  readonly outputs: OutputQueue;
  readonly own: OwnSources;
  readonly collisions: CollisionResolver;
  readonly feedback: FeedbackReceiver;
  /** Ours. */
  readonly reports: Pick<FeedbackScheduler, 'hasten'>;
  readonly referenceTimes: ReferenceTimes;
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
    const conflict = this.#resolve(now, packets, from);
    if (conflict !== undefined) return conflict;
    let refused: Reject | undefined;
    for (const packet of packets) {
      const refusal = this.#take(now, packet, from);
      refused ??= refusal;
    }
    return refused;
  }

  /** A compound of an SSRC of ours; whoever says goodbye to it in the same breath has given it up. */
  #resolve(now: number, packets: readonly RtcpPacket[], from: Address): Reject | undefined {
    const { own, collisions } = this.#context;
    for (const packet of packets) {
      if (packet.type === 'goodbye' && packet.ssrcs.some((ssrc) => own.has(ssrc))) {
        return new Reject('own-ssrc', 4, 'RFC 3550 §8.2');
      }
    }
    for (const [ssrc, cname] of participantsOf(packets)) {
      const conflict = own.has(ssrc) ? collisions.resolveRtcp(now, ssrc, from, cname) : undefined;
      if (conflict !== undefined) return conflict;
    }
    return undefined;
  }

  /** Returns why a packet, or a part of it, is not believed; the others of its compound are none the worse for it. */
  #take(now: number, packet: RtcpPacket, from: Address): Reject | undefined {
    switch (packet.type) {
      case 'source-description':
        return this.#takeDescription(now, packet, from);
      case 'goodbye':
        return this.#takeGoodbye(now, packet, from);
      case 'application-defined':
      case 'unknown':
        return undefined;
      default: {
        const source = this.#participant(now, packet.ssrc, from);
        if (source === undefined || source instanceof Reject) return source;
        this.#takeOf(now, source, packet);
        return undefined;
      }
    }
  }

  /** Takes a packet of a participant that is known and has not left. */
  #takeOf(now: number, source: Source, packet: RtcpPacket): void {
    switch (packet.type) {
      case 'sender-report':
        if (!source.hasReported && source.stream !== undefined) this.#context.reports.hasten(now);
        source.heardSenderReport(now, packet);
        this.#context.outputs.push({ type: 'report', kind: 'sender', ssrc: source.ssrc, report: packet });
        this.#takeBlocks(now, source, packet.reportBlocks);
        return;
      case 'receiver-report':
        this.#takeBlocks(now, source, packet.reportBlocks);
        return;
      case 'extended-report':
        this.#takeExtendedReport(now, source, packet);
        return;
      default:
        this.#context.feedback.take(now, packet);
    }
  }

  #takeBlocks(now: number, reporter: Source, blocks: readonly ReportBlock[]): void {
    const { ssrc } = reporter;
    for (const report of blocks) {
      const stream = this.#context.outgoing.get(report.ssrc);
      if (stream === undefined) continue;
      const roundTripMs = stream.heardReport(now, ssrc, report);
      reporter.roundTripMs = roundTripMs ?? reporter.roundTripMs;
      this.#context.outputs.push({ type: 'report', kind: 'receiver', ssrc, about: stream.ssrc, report, roundTripMs });
    }
  }

  #takeExtendedReport(now: number, source: Source, report: ExtendedReport): void {
    const { own, referenceTimes, outputs } = this.#context;
    const roundTripMs = referenceTimes.heard(now, report, (ssrc) => own.has(ssrc));
    if (roundTripMs !== undefined) {
      source.roundTripMs = roundTripMs;
      source.stream?.heardRoundTrip(roundTripMs);
    }
    outputs.push({ type: 'report', kind: 'extended', ssrc: source.ssrc, report, roundTripMs });
  }

  #takeDescription(now: number, { chunks }: SourceDescription, from: Address): Reject | undefined {
    let refused: Reject | undefined;
    for (const { ssrc, items } of chunks) {
      const source = this.#participant(now, ssrc, from);
      if (source instanceof Reject) refused ??= source;
      else if (source?.describe(now, items) === true) {
        this.#context.outputs.push({ type: 'source-description', ssrc, items: new Map(source.items) });
      }
    }
    return refused;
  }

  #takeGoodbye(now: number, { ssrcs, reason }: Goodbye, from: Address): Reject | undefined {
    let refused: Reject | undefined;
    for (const ssrc of ssrcs) {
      const source = this.#context.sources.heardGoodbye(now, ssrc, from);
      if (source instanceof Reject) refused ??= source;
      else if (source !== undefined) this.#context.outputs.push({ type: 'goodbye', ssrc, reason });
    }
    return refused;
  }

  /** The participant of an SSRC, entered when it is new; `undefined` for ourselves and one that has left. */
  #participant(now: number, ssrc: number, from: Address): Source | Reject | undefined {
    return this.#context.own.has(ssrc) ? undefined : this.#context.sources.heardRtcp(now, ssrc, from);
  }
}

/** Who speaks in a compound, and the CNAME where it is told; extended reports and feedback have the SSRC of a report. */
function participantsOf(packets: readonly RtcpPacket[]): Map<number, string | undefined> {
  const participants = new Map<number, string | undefined>();
  for (const packet of packets) {
    if ('ssrc' in packet && !participants.has(packet.ssrc)) participants.set(packet.ssrc, undefined);
    if (packet.type !== 'source-description') continue;
    for (const { ssrc, items } of packet.chunks) participants.set(ssrc, cnameOf(items));
  }
  return participants;
}

function cnameOf(items: readonly SourceDescriptionItem[]): string | undefined {
  for (const item of items) if (item.type === 'CNAME') return item.value;
  return undefined;
}
