/** What RTP from others changes: sources, probation, the streams that are received (RFC 3550 §6.3.3, §8.2, A.1). */

import { Reject } from '../../errors.js';
import type { PlayoutOptions } from '../../jitter/playout-options.js';
import { parseRtpPacket, type RtpPacket } from '../../rtp/rtp-packet.js';
import type { Address } from '../address.js';
import type { CongestionFeedback } from '../congestion/congestion-feedback.js';
import type { HeaderExtensionIds } from '../header-extension-ids.js';
import { LipSync } from '../lip-sync/lip-sync.js';
import type { OutputQueue } from '../output-queue.js';
import type { CollisionResolver } from '../participants/collision-resolver.js';
import type { OwnSources } from '../participants/own-sources.js';
import type { Probation } from '../participants/probation.js';
import type { Source } from '../participants/source.js';
import type { SourceTable } from '../participants/source-table.js';
import type { MediaRate } from '../reports/media-rate.js';
import type { RtcpReporter } from '../reports/rtcp-reporter.js';
import type { RetransmissionReceiver } from '../retransmission/retransmission-receiver.js';
import type { ReceiveFormat } from '../session-options.js';
import { lowestSequenceNumber } from './reception-statistics.js';
import { StreamReceiver } from './stream-receiver.js';

export interface RtpReceiverContext {
  readonly formats: ReadonlyMap<number, ReceiveFormat>;
  /** `undefined` where every stream is to be by itself. */
  readonly lipSync: LipSync | undefined;
  readonly extensions: HeaderExtensionIds;
  /** The CNAMEs of sources that a description has told. */
  readonly cnames: ReadonlyMap<number, string>;
  readonly sources: SourceTable;
  readonly own: OwnSources;
  readonly collisions: CollisionResolver;
  /** `undefined` where nobody is told when packets came. */
  readonly congestion: CongestionFeedback | undefined;
  readonly retransmissions: RetransmissionReceiver;
  readonly reporter: RtcpReporter;
  readonly outputs: OutputQueue;
}

export class RtpReceiver {
  /** How streams to come are played where their format does not say. */
  playout: PlayoutOptions;
  readonly #context: RtpReceiverContext;
  // What every packet needs of it, without the way through it.
  readonly #sources: SourceTable;
  readonly #mediaRate: MediaRate;
  readonly #congestion: CongestionFeedback | undefined;
  /** Of the packet before. */
  #payloadType = -1;
  #format: ReceiveFormat | undefined;

  constructor(context: RtpReceiverContext, playout: PlayoutOptions) {
    this.#context = context;
    this.#sources = context.sources;
    this.#mediaRate = context.reporter.mediaRate;
    this.#congestion = context.congestion;
    this.playout = playout;
  }

  /**
   * Takes one datagram.
   * @returns `unhurried` where nothing is due earlier because of it, `undefined` where something may be
   */
  handle(now: number, bytes: Uint8Array, from: Address): Reject | 'unhurried' | undefined {
    const packet = parseRtpPacket(bytes);
    if (packet instanceof Reject) return packet;
    const format = this.#formatOf(packet.payloadType);
    if (format === undefined) return this.#handleRetransmission(now, packet, from);
    const source = this.#sources.get(packet.ssrc);
    if (source?.stream === undefined || source.stream.ended) return this.#examine(now, packet, from, source);
    const provenance = source.heardRtp(now, from);
    if (provenance === 'foreign') return new Reject('foreign-address', 8, 'RFC 3550 §8.2');
    if (provenance === 'moved') this.#context.reporter.chooseDestination(now);
    const { stream } = source;
    this.#take(now, packet, format, stream);
    if (packet.csrcCount > 0) this.#sources.heardContributors(now, packet, this.#context.own);
    stream.play(now);
    const sooner = this.#sources.changed(source);
    const mayAsk = this.#congestion !== undefined || stream.asksAgain;
    return sooner || mayAsk || packet.csrcCount > 0 ? undefined : 'unhurried';
  }

  #take(now: number, packet: RtpPacket, { feedback }: ReceiveFormat, stream: StreamReceiver): void {
    this.#mediaRate.count(packet.bytes.length);
    this.#congestion?.heard(now, packet, feedback);
    stream.receive(now, packet);
  }

  /** A hash table takes 0.2 µs of a packet with 1000 sessions, and most packets are of the payload type of the one before. */
  #formatOf(payloadType: number): ReceiveFormat | undefined {
    if (payloadType !== this.#payloadType) {
      this.#payloadType = payloadType;
      this.#format = this.#context.formats.get(payloadType);
    }
    return this.#format;
  }

  #handleRetransmission(now: number, packet: RtpPacket, from: Address): Reject | undefined {
    const reject = this.#context.retransmissions.receive(now, packet, from);
    if (reject !== undefined) return reject;
    this.#mediaRate.count(packet.bytes.length);
    this.#congestion?.heard(now, packet);
    return undefined;
  }

  /** A packet of an SSRC that has no stream yet, or none any more. */
  #examine(now: number, packet: RtpPacket, from: Address, known: Source | undefined): Reject | undefined {
    const { own, collisions, sources } = this.#context;
    const refusal = own.has(packet.ssrc) ? collisions.resolveRtp(now, packet, from) : undefined;
    if (refusal !== undefined) return refusal;
    if (known?.hasLeft === true && !known.mayReturn(now)) return new Reject('after-goodbye', 8, 'RFC 3550 §6.6');
    const probation = sources.examine(now, packet, from);
    if (probation === undefined) return undefined;
    const source = sources.enterSender(now, packet.ssrc, from);
    if (source === undefined) return new Reject('too-many-sources', 8, 'RFC 3550 §6.2.1');
    this.#startStream(now, source, probation, from);
    return undefined;
  }

  /** The source is valid: what was held on probation plays as if it had never been held. */
  #startStream(now: number, source: Source, { packets, arrivals, startedMs }: Probation, from: Address): void {
    const { formats, outputs, sources, reporter, extensions } = this.#context;
    const lowest = lowestSequenceNumber(packets.map((packet) => packet.sequenceNumber));
    const stream = new StreamReceiver(source.ssrc, lowest, formats.get(packets[0]!.payloadType)!, {
      formats,
      playout: this.playout,
      lipSync: this.#context.lipSync ?? new LipSync(),
      extensions,
      outputs,
      feedback: reporter.feedback,
      roundTripMs: () => source.roundTripMs,
      onChanged: () => sources.changed(source),
      startedMs,
    });
    source.begin(now, from);
    outputs.push({ type: 'stream', stream, from });
    sources.attach(now, source, stream);
    this.#mediaRate.begin(now);
    reporter.chooseDestination(now);
    for (const [index, packet] of packets.entries()) {
      this.#take(arrivals[index]!, packet, formats.get(packet.payloadType)!, stream);
    }
    const cname = this.#context.cnames.get(source.ssrc);
    if (cname !== undefined && !source.items.has('CNAME')) source.describe(now, [{ type: 'CNAME', value: cname }]);
    source.introduce(now, stream);
    if (source.hasReported) reporter.feedback.hasten(now);
    else reporter.feedback.requestResynchronization(now, source.ssrc);
    stream.play(now);
    sources.changed(source);
  }
}
