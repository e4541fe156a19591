/** Sends packets again that receivers ask for: each at most once per round trip, and all together within a budget. */

import { readUint16 } from '../../bytes/big-endian.js';
import { Reject } from '../../errors.js';
import { parseRtpPacket } from '../../rtp/rtp-packet.js';
import { LONGEST_SLAB } from '../outgoing/packet-slab.js';
import { ResendBudget } from './resend-budget.js';
import { resendLimitsOf } from './resend-limits.js';
import { NO_RESENDS, type ResendStatistics } from './resend-statistics.js';
import type { PlainResendOptions, RetransmissionStreamOptions } from './retransmission-options.js';
import { RetransmissionStream, type RetransmissionStreamContext } from './retransmission-stream.js';
import { SentPackets } from './sent-packets.js';

/** Between two resends of a packet while no round trip is known; whoever is further away costs a second copy. */
const FIRST_COOL_DOWN_MS = 25;

/** So many slabs fit into the limit at least. */
const SLABS_KEPT = 4;

export interface ResenderContext extends RetransmissionStreamContext {
  /** Sends where the media goes, and nowhere else. */
  readonly transmit: (packet: Uint8Array, now: number) => void;
}

export class Resender {
  /** `undefined` where packets are sent again under their own SSRC. */
  readonly stream: RetransmissionStream | undefined;
  /** The packets that can be sent again. */
  readonly kept: SentPackets;
  /** With longer slabs, few packets would keep more memory than the limit. */
  readonly slabLimits: { readonly maxSlabLength: number };
  readonly #budget: ResendBudget;
  readonly #transmit: (packet: Uint8Array, now: number) => void;
  readonly #counts = { ...NO_RESENDS };

  /** @throws RangeError for an option out of range */
  constructor(options: RetransmissionStreamOptions | PlainResendOptions, context: ResenderContext) {
    const limits = resendLimitsOf(options);
    this.stream = 'plain' in options ? undefined : new RetransmissionStream(options, context);
    this.kept = new SentPackets(limits);
    this.slabLimits = { maxSlabLength: Math.min(Math.floor(limits.maxBytes / SLABS_KEPT), LONGEST_SLAB) };
    this.#budget = new ResendBudget(limits.share);
    this.#transmit = context.transmit;
  }

  get statistics(): ResendStatistics {
    return this.#counts;
  }

  /** A packet of the media has been sent. */
  remember(now: number, packet: Uint8Array): void {
    this.kept.add(now, readUint16(packet, 2), packet);
    this.#budget.earn(packet.length, this.kept.octets);
  }

  /**
   * A receiver asks for packets (RFC 4585 §6.2.1).
   * @param roundTripMs to that receiver and back, where it is known
   */
  resend(now: number, sequenceNumbers: readonly number[], roundTripMs: number = FIRST_COOL_DOWN_MS): void {
    this.#counts.nackCount++;
    this.kept.handleTimeout(now);
    for (const sequenceNumber of sequenceNumbers) this.#resendOne(now, sequenceNumber, roundTripMs);
  }

  handleTimeout(now: number): void {
    this.kept.handleTimeout(now);
  }

  nextTimeout(): number {
    return this.kept.nextTimeout();
  }

  #resendOne(now: number, sequenceNumber: number, coolDownMs: number): void {
    const counts = this.#counts;
    const bytes = this.kept.find(sequenceNumber);
    if (bytes === undefined) counts.resendsUnknown++;
    else if (now - this.kept.resentMs(sequenceNumber) < coolDownMs) counts.resendsTooSoon++;
    else if (!this.#budget.spend(bytes.length)) counts.resendsOverBudget++;
    else this.#send(now, sequenceNumber, bytes);
  }

  #send(now: number, sequenceNumber: number, bytes: Uint8Array): void {
    const original = parseRtpPacket(bytes);
    if (original instanceof Reject) return;
    this.kept.resend(now, sequenceNumber);
    this.#counts.retransmittedPacketsSent++;
    this.#counts.retransmittedBytesSent += original.payloadEnd - original.payloadOffset;
    // A copy: it is given a transport-wide number of its own, and the first may still be on its way.
    this.#transmit(this.stream === undefined ? new Uint8Array(bytes) : this.stream.wrap(now, original), now);
  }
}
