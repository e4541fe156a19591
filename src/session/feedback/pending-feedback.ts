/** Feedback that waits to be sent: merged, bounded, and gone when it is of no use any more (RFC 4585 §3.5.2). */

import type { RtcpPacket } from '../../rtcp/index.js';
import { mergeFeedback } from './merge-feedback.js';

/** Packets that wait at one time: a dozen streams with what each has to say. */
const MAX_PENDING = 64;

interface Pending {
  readonly packet: RtcpPacket;
  readonly usefulUntilMs: number;
}

export class PendingFeedback {
  readonly #drop: (reason: string) => void;
  #pending: Pending[] = [];

  /** @param drop is called with the reason when a packet is given up */
  constructor(drop: (reason: string) => void) {
    this.#drop = drop;
  }

  get isEmpty(): boolean {
    return this.#pending.length === 0;
  }

  has(type: RtcpPacket['type']): boolean {
    return this.#pending.some(({ packet }) => packet.type === type);
  }

  /** Takes a packet in; what it can be merged with waits until the later of both is useless. */
  add(packet: RtcpPacket, usefulUntilMs: number): void {
    for (const [index, waiting] of this.#pending.entries()) {
      const merged = mergeFeedback(waiting.packet, packet);
      if (merged === undefined) continue;
      this.#pending[index] = { packet: merged, usefulUntilMs: Math.max(waiting.usefulUntilMs, usefulUntilMs) };
      return;
    }
    if (this.#pending.length >= MAX_PENDING) this.#drop('feedback-queue-full');
    else this.#pending.push({ packet, usefulUntilMs });
  }

  /** Leaves of each packet what `reduce` returns, nothing for `undefined`. */
  reduce(reduce: (packet: RtcpPacket) => RtcpPacket | undefined): void {
    this.#pending = this.#pending.flatMap(({ packet, usefulUntilMs }) => {
      const left = reduce(packet);
      return left === undefined ? [] : [{ packet: left, usefulUntilMs }];
    });
  }

  /** Hands out what is still of use; nothing waits any more. */
  take(now: number): RtcpPacket[] {
    const taken = this.#pending;
    this.#pending = [];
    return taken.flatMap(({ packet, usefulUntilMs }) => {
      if (now <= usefulUntilMs) return [packet];
      this.#drop('feedback-too-late');
      return [];
    });
  }
}
