/** Finds of which stream a retransmission stream repeats the packets, and hands them to that (RFC 4588 §5.3). */

import { Reject } from '../../errors.js';
import type { RtpPacket } from '../../rtp/rtp-packet.js';
import type { Address } from '../address.js';
import type { StreamReceiver } from '../incoming/stream-receiver.js';
import type { CollisionResolver } from '../participants/collision-resolver.js';
import type { Source } from '../participants/source.js';
import type { SourceTable } from '../participants/source-table.js';
import type { ReasonCounts } from '../reason-counts.js';
import type { ReceiveFormat } from '../session-options.js';
import { originalOf, originalSequenceNumber } from './retransmission-packet.js';
import { RetransmissionReception } from './retransmission-reception.js';

export interface RetransmissionReceiverContext {
  readonly formats: ReadonlyMap<number, ReceiveFormat>;
  readonly sources: SourceTable;
  /** Our SSRCs. */
  readonly own: { has(ssrc: number): boolean };
  /** Counts packets whose payload type stands for nothing. */
  readonly unexpectedPayloadTypes: ReasonCounts;
}

/**
 * The description says which SSRC repeats which, or a packet does that answers a request: of the streams whose packets come
 * again under its payload type, a single one has asked for its number. Such an answer is also what makes a retransmission
 * stream valid, because two of its packets in a row may be far apart.
 */
export class RetransmissionReceiver {
  readonly #context: RetransmissionReceiverContext;
  readonly #collisions: CollisionResolver;
  /** By their payload type in the retransmission stream. */
  readonly #formats = new Map<number, ReceiveFormat>();
  /** The SSRC of the original by that of its retransmission stream: as described, and as found out. */
  readonly #described = new Map<number, number>();
  readonly #found = new Map<number, number>();

  constructor(context: RetransmissionReceiverContext, collisions: CollisionResolver) {
    this.#context = context;
    this.#collisions = collisions;
    for (const format of context.formats.values()) {
      if (format.retransmission === undefined) continue;
      this.#formats.set(format.retransmission.payloadType, format);
      for (const { ssrc, retransmissionSsrc } of format.retransmission.flows ?? []) {
        this.#described.set(retransmissionSsrc, ssrc);
      }
    }
  }

  /** Takes a packet whose payload type is none of the formats'. */
  receive(now: number, packet: RtpPacket, from: Address): Reject | undefined {
    const { payloadType, ssrc } = packet;
    const format = this.#formats.get(payloadType);
    if (format === undefined) {
      this.#context.unexpectedPayloadTypes.count(`${payloadType}`);
      return new Reject('payload-type-not-negotiated', 1, 'RFC 3551 §3', `found ${payloadType}`);
    }
    const refusal = this.#context.own.has(ssrc) ? this.#collisions.resolveRtp(now, packet, from) : undefined;
    if (refusal !== undefined) return refusal;
    const sequenceNumber = originalSequenceNumber(packet);
    const original = this.#originalOf(packet, sequenceNumber, from);
    if (original === undefined) return new Reject('retransmission-of-nothing', 8, 'RFC 4588 §5.3');
    const reject = this.#count(now, packet, from);
    if (reject !== undefined || sequenceNumber === undefined) return reject;
    const { stream } = original;
    const playsIt = stream?.retransmission?.payloadType === payloadType;
    const identity = {
      ssrc: original.ssrc,
      payloadType: playsIt ? stream.payloadType : format.payloadType,
      sequenceNumber,
    };
    stream?.repair(now, originalOf(packet, identity));
    this.#context.sources.changed(original);
    return undefined;
  }

  /** The source whose packets the stream repeats; `undefined` while that cannot be told. */
  #originalOf(packet: RtpPacket, sequenceNumber: number | undefined, from: Address): Source | undefined {
    const { sources } = this.#context;
    const known = sources.get(this.#described.get(packet.ssrc) ?? this.#found.get(packet.ssrc) ?? packet.ssrc);
    if (known !== undefined && isPlaying(known)) {
      return known.ssrc === packet.ssrc || !known.isAt(from.host) ? undefined : known;
    }
    if (sequenceNumber === undefined) return undefined;
    const name = sources.get(packet.ssrc)?.items.get('CNAME');
    const candidates = [...sources.senders].filter((source) => {
      const isOther = name !== undefined && name !== (source.items.get('CNAME') ?? name);
      return !isOther && mayRepeat(packet, source) && source.stream.hasRequested(sequenceNumber);
    });
    const [original] = candidates;
    if (original === undefined || candidates.length > 1 || !original.isAt(from.host)) return undefined;
    this.#associate(packet.ssrc, original.ssrc);
    return original;
  }

  /** One retransmission stream for each stream; those of streams that are gone go, too. */
  #associate(ssrc: number, originalSsrc: number): void {
    const { streams } = this.#context.sources;
    for (const [known, original] of this.#found) {
      if (original === originalSsrc || !streams.has(original)) this.#found.delete(known);
    }
    this.#found.set(ssrc, originalSsrc);
  }

  /** The stream is a source like any other, apart from what it carries. */
  #count(now: number, { ssrc, sequenceNumber }: RtpPacket, from: Address): Reject | undefined {
    const known = this.#context.sources.get(ssrc);
    if (known?.retransmission === undefined) {
      const source = this.#context.sources.enterSender(now, ssrc, from);
      if (source === undefined) return new Reject('too-many-sources', 8, 'RFC 3550 §6.2.1');
      source.begin(now, from);
      source.retransmission = new RetransmissionReception(sequenceNumber);
      source.retransmission.count(sequenceNumber);
      return undefined;
    }
    if (known.heardRtp(now, from) === 'foreign') return new Reject('foreign-address', 8, 'RFC 3550 §8.2');
    known.retransmission.count(sequenceNumber);
    return undefined;
  }
}

type PlayingSource = Source & { readonly stream: StreamReceiver };

function isPlaying(source: Source): source is PlayingSource {
  return source.stream?.ended === false;
}

/** Whether the source sends packets again under this payload type. */
function mayRepeat({ payloadType }: RtpPacket, source: Source): source is PlayingSource {
  return isPlaying(source) && source.stream.retransmission?.payloadType === payloadType;
}
