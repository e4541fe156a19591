/** The packets of a sequence that have not come, while they still can; a list that no sequence makes long. */

import { sequenceNumberDelta } from '../../clock/serial-number.js';
import { Reordering } from './reordering.js';

/** As many as WebRTC lists; of a longer gap, nothing is worth asking for. */
const MAX_MISSING = 1000;

/** A packet of the sequence that has not come, and what was done about it. */
export interface MissingPacket {
  readonly sequenceNumber: number;
  /** When a later packet showed that it is missing. */
  readonly noticedMs: number;
  /** Of that packet. */
  readonly laterTimestamp: number;
  /** How many packets that were sent later have come until it was asked for. */
  laterPackets: number;
  /** How often it was asked for. */
  requests: number;
  firstRequestMs: number;
  /** Whether it is still to be asked for the first time. */
  fresh: boolean;
  /** When to ask, or to ask again. */
  dueMs: number;
}

/** In sequence order. */
export class MissingPackets {
  readonly #reordering = new Reordering();
  readonly #missing = new Map<number, MissingPacket>();
  /** −1 before the first packet. */
  #highest = -1;
  #fresh = 0;

  values(): Iterable<MissingPacket> {
    return this.#missing.values();
  }

  get(sequenceNumber: number): MissingPacket | undefined {
    return this.#missing.get(sequenceNumber);
  }

  /** Whether a packet is the next of the sequence and nothing waits for it; then that is all there is to it. */
  continues(sequenceNumber: number): boolean {
    if (this.#fresh > 0 || ((this.#highest + 1) & 0xffff) !== sequenceNumber) return false;
    this.#highest = sequenceNumber;
    return true;
  }

  /**
   * A packet of the sequence has come.
   * @param jitterMs interarrival jitter, which says how long one may be overtaken
   * @returns whether anything may be due now that was not
   */
  arrived(now: number, sequenceNumber: number, timestamp: number, jitterMs: number): boolean {
    const ahead = this.#highest === -1 ? 1 : sequenceNumberDelta(sequenceNumber, this.#highest);
    if (ahead <= 0) {
      this.remove(sequenceNumber);
      return false;
    }
    const noticed = ahead > 1;
    if (noticed) this.#notice(now, ahead - 1, timestamp, now + this.#reordering.patienceMs(jitterMs));
    this.#highest = sequenceNumber;
    return (this.#fresh > 0 && this.#countLater(now)) || noticed;
  }

  /** Has come by itself, and was not lost. */
  overtaken(now: number, { noticedMs, laterPackets, requests }: MissingPacket): void {
    this.#reordering.overtaken(now - noticedMs, laterPackets, requests > 0);
  }

  /** Has come, by whatever way; returns what was known of it. */
  remove(sequenceNumber: number): MissingPacket | undefined {
    const missing = this.#missing.get(sequenceNumber);
    if (missing === undefined) return undefined;
    this.#missing.delete(sequenceNumber);
    this.#age(missing);
    return missing;
  }

  /** Is asked for now. */
  request(now: number, missing: MissingPacket, againMs: number): void {
    if (missing.requests++ === 0) missing.firstRequestMs = now;
    missing.dueMs = againMs;
    this.#age(missing);
  }

  /** Is not asked for any more; it may come nevertheless. */
  giveUp(missing: MissingPacket): void {
    missing.dueMs = Infinity;
    this.#age(missing);
  }

  /** The time of all up to this one is over. */
  passed(sequenceNumber: number): void {
    for (const number of this.#missing.keys()) {
      if (sequenceNumberDelta(number, sequenceNumber) > 0) return;
      this.remove(number);
    }
  }

  /** The sequence begins anew. */
  clear(): void {
    this.#missing.clear();
    this.#highest = -1;
    this.#fresh = 0;
  }

  /** Something was done about it: it is not to be asked for the first time any more. */
  #age(missing: MissingPacket): void {
    if (missing.fresh) this.#fresh--;
    missing.fresh = false;
  }

  #notice(now: number, count: number, laterTimestamp: number, dueMs: number): void {
    if (count > MAX_MISSING) return;
    this.#reordering.noticed();
    for (let step = 1; step <= count; step++) {
      const sequenceNumber = (this.#highest + step) & 0xffff;
      this.#missing.set(sequenceNumber, {
        sequenceNumber,
        noticedMs: now,
        laterTimestamp,
        laterPackets: 0,
        requests: 0,
        firstRequestMs: Number.NaN,
        fresh: true,
        dueMs,
      });
    }
    this.#fresh += count;
    while (this.#missing.size > MAX_MISSING) this.#removeFirst();
  }

  #removeFirst(): void {
    for (const sequenceNumber of this.#missing.keys()) {
      this.remove(sequenceNumber);
      return;
    }
  }

  /** Another packet has come that was sent later; returns whether that makes any due. */
  #countLater(now: number): boolean {
    const enough = this.#reordering.laterPackets;
    let due = false;
    for (const missing of this.#missing.values()) {
      if (!missing.fresh || ++missing.laterPackets < enough) continue;
      missing.dueMs = Math.min(missing.dueMs, now);
      due = true;
    }
    return due;
  }
}
