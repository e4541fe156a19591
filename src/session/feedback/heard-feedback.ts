/** What other receivers have asked for lately: a group asks once (RFC 4585 §3.5.2 step 5). */

import type { RtcpPacket } from '../../rtcp/index.js';
import { withoutOverlap } from './feedback-overlap.js';

/** T_retention is at least this (RFC 4585 §3.4). */
const RETENTION_MS = 2000;
/** Past this the oldest are forgotten before their time. */
const MAX_HEARD = 64;

interface Heard {
  readonly packet: RtcpPacket;
  readonly atMs: number;
}

export class HeardFeedback {
  readonly #heard: Heard[] = [];

  /** Another receiver has sent it. */
  add(now: number, packet: RtcpPacket): void {
    this.#expire(now);
    if (this.#heard.length >= MAX_HEARD) this.#heard.shift();
    this.#heard.push({ packet, atMs: now });
  }

  /** What of a packet nobody else has said; `undefined` when all of it was. */
  remainder(now: number, packet: RtcpPacket): RtcpPacket | undefined {
    this.#expire(now);
    let left: RtcpPacket | undefined = packet;
    for (const heard of this.#heard) left &&= withoutOverlap(left, heard.packet);
    return left;
  }

  #expire(now: number): void {
    while (this.#heard.length > 0 && now - this.#heard[0]!.atMs > RETENTION_MS) this.#heard.shift();
  }
}
