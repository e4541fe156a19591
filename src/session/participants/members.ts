/** Participants that send no media: who only reports, and who contributes to a mix (RFC 3550 §6.2.1, §6.3.3 to §6.3.5). */

import { Source } from './source.js';

/** Who was heard a moment ago keeps its place: a mixer names up to 15 contributors in each of its packets. */
const MOMENT_MS = 1000;

/**
 * One costs 800 octets and no timer: they are kept in the order in which they were last heard, so that the first is
 * always the next to be timed out, and makes room when there are too many.
 */
export class Members {
  readonly #capacity: number;
  readonly #onForgotten: (ssrc: number) => void;
  readonly #present = new Map<number, Source>();
  /** Those that have said goodbye, in that order: remembered for a while, so that their stragglers do not found them anew. */
  readonly #leaving = new Map<number, Source>();
  /** How many are in either: counted, because every timer of the session asks whether there is anybody. */
  #remembered = 0;

  constructor(capacity: number, onForgotten: (ssrc: number) => void) {
    this.#capacity = capacity;
    this.#onForgotten = onForgotten;
  }

  /** Those that have not left. */
  get size(): number {
    return this.#present.size;
  }

  /** Those, and those that have left a moment ago. */
  get remembered(): number {
    return this.#remembered;
  }

  *[Symbol.iterator](): IterableIterator<Source> {
    yield* this.#present.values();
    yield* this.#leaving.values();
  }

  get(ssrc: number): Source | undefined {
    return this.#present.get(ssrc) ?? this.#leaving.get(ssrc);
  }

  /** Enters one that is new. */
  enter(now: number, ssrc: number): Source {
    if (this.#present.size >= this.#capacity) this.#forgetFirst(this.#present);
    const member = new Source(ssrc, now);
    this.#present.set(ssrc, member);
    this.#remembered++;
    return member;
  }

  /** One is heard again, or a source that sends media. */
  heard(now: number, member: Source): void {
    if (now - member.lastHeardMs < MOMENT_MS) return;
    member.lastHeardMs = now;
    if (this.#present.delete(member.ssrc)) this.#present.set(member.ssrc, member);
  }

  /** One has said goodbye. */
  leave(now: number, member: Source): void {
    if (!this.#present.delete(member.ssrc)) return;
    if (this.#leaving.size >= this.#capacity) this.#forgetFirst(this.#leaving);
    member.heardGoodbye(now);
    this.#leaving.set(member.ssrc, member);
  }

  /** Takes one out: it sends media from now on. */
  remove(ssrc: number): void {
    if (this.#present.delete(ssrc) || this.#leaving.delete(ssrc)) this.#remembered--;
  }

  /** Forgets who was silent for too long, and who has left. */
  handleTimeout(now: number, silenceMs: number): void {
    if (this.#remembered === 0) return;
    for (const members of [this.#present, this.#leaving]) {
      while (members.size > 0 && firstTimeout(members, silenceMs) <= now) this.#forgetFirst(members);
    }
  }

  nextTimeout(silenceMs: number): number {
    if (this.#remembered === 0) return Infinity;
    return Math.min(firstTimeout(this.#present, silenceMs), firstTimeout(this.#leaving, silenceMs));
  }

  #forgetFirst(members: Map<number, Source>): void {
    for (const ssrc of members.keys()) {
      members.delete(ssrc);
      this.#remembered--;
      this.#onForgotten(ssrc);
      return;
    }
  }
}

function firstTimeout(members: ReadonlyMap<number, Source>, silenceMs: number): number {
  for (const member of members.values()) return member.nextTimeout(silenceMs);
  return Infinity;
}
