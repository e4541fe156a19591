/** How fast the receivers of one of our streams allow it to be sent (RFC 5104 §3.5.4, §4.2). */

import type { BitRateLimit } from '../../rtcp/index.js';
import { boundingSet } from './bounding-set.js';

/** Receivers whose limit is remembered; what binds all of them fits into one datagram. */
const MAX_OWNERS = 64;

export class BitRateLimits {
  /** By the SSRC of who has set them. */
  readonly #limits = new Map<number, BitRateLimit>();
  #boundingSet: readonly BitRateLimit[] = [];

  /** The limits that bind, with the SSRC of their owners. */
  get boundingSet(): readonly BitRateLimit[] {
    return this.#boundingSet;
  }

  /**
   * A receiver sets its limit in the place of the one before.
   * @returns whether other limits bind now; `undefined` when there are too many receivers
   */
  set(limit: BitRateLimit): boolean | undefined {
    if (!this.#limits.has(limit.ssrc) && this.#limits.size >= MAX_OWNERS) return undefined;
    this.#limits.set(limit.ssrc, limit);
    return this.#bind();
  }

  /** Forgets the limits of those who are gone; returns whether other limits bind now (RFC 5104 §4.2.1.2). */
  retain(isPresent: (ssrc: number) => boolean): boolean {
    const { size } = this.#limits;
    for (const ssrc of this.#limits.keys()) if (!isPresent(ssrc)) this.#limits.delete(ssrc);
    return this.#limits.size < size && this.#bind();
  }

  #bind(): boolean {
    const before = this.#boundingSet;
    this.#boundingSet = boundingSet(this.#limits.values());
    return (
      before.length !== this.#boundingSet.length ||
      before.some((limit, index) => differ(limit, this.#boundingSet[index]!))
    );
  }
}

function differ(a: BitRateLimit, b: BitRateLimit): boolean {
  return a.ssrc !== b.ssrc || a.bitRate !== b.bitRate || a.overhead !== b.overhead;
}
