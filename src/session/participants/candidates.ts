/** Sources on probation, bounded whatever arrives (RFC 3550 §6.2.1, A.1). */

import type { RtpPacket } from '../../rtp/rtp-packet.js';
import type { Address } from '../address.js';
import { Probation } from './probation.js';

/** A source that took longer between two packets in sequence is not held on probation any further. */
const PROBATION_MS = 10_000;

/**
 * An unknown SSRC costs a place here, and a flood of them turns over nothing else. Each address is on probation by itself, so
 * that a stranger's packets never count as a source's own.
 */
export class Candidates {
  readonly #capacity: number;
  /** In the order of their first packet. */
  readonly #probations = new Map<string, Probation>();
  #unvalidatedPackets = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Packets given up because their source was never validated. */
  get unvalidatedPackets(): number {
    return this.#unvalidatedPackets;
  }

  /** Takes a packet of an SSRC that has no stream yet; returns all that it has sent, once it has passed probation. */
  examine(now: number, packet: RtpPacket, { host, port }: Address): Probation | undefined {
    const key = `${packet.ssrc} ${port} ${host}`;
    const known = this.#probations.get(key);
    const expired = known !== undefined && now - known.arrivals.at(-1)! >= PROBATION_MS;
    if (expired) this.#dismiss(key, known);
    const probation = known === undefined || expired ? this.#nominate(key) : known;
    if (probation.add(now, packet)) {
      this.#probations.delete(key);
      return probation;
    }
    if (probation.trim()) this.#unvalidatedPackets++;
    return undefined;
  }

  #nominate(key: string): Probation {
    if (this.#probations.size >= this.#capacity) {
      for (const [oldest, probation] of this.#probations) {
        this.#dismiss(oldest, probation);
        break;
      }
    }
    const probation = new Probation();
    this.#probations.set(key, probation);
    return probation;
  }

  #dismiss(key: string, probation: Probation): void {
    this.#probations.delete(key);
    this.#unvalidatedPackets += probation.packets.length;
  }
}
