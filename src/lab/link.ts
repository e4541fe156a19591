/** One direction of a network in virtual time: loses, delays, reorders and duplicates datagrams as its seed says. */

import { outOfRange } from '../errors.js';
import { SeededRandom } from './seeded-random.js';
import type { VirtualTime } from './virtual-time.js';

export interface LinkOptions {
  readonly seed: number;
  /** Each datagram takes at least this long, in milliseconds; default 0. */
  readonly delayMs?: number;
  /** Added to the delay, uniform from 0; datagrams overtake one another when it exceeds their spacing. Default 0. */
  readonly jitterMs?: number;
  /** Probability from 0 to 1 that a datagram vanishes; default 0. */
  readonly loss?: number;
  /** Probability from 0 to 1 that a datagram arrives twice, the second time with a delay of its own; default 0. */
  readonly duplication?: number;
}

export class Link {
  readonly #time: VirtualTime;
  readonly #random: SeededRandom;
  readonly #deliver: (bytes: Uint8Array) => void;
  readonly #delayMs: number;
  readonly #jitterMs: number;
  readonly #loss: number;
  readonly #duplication: number;
  readonly #statistics = { sent: 0, lost: 0, duplicated: 0, delivered: 0 };

  /** @throws RangeError for a negative time or a probability outside 0 … 1 */
  constructor(time: VirtualTime, options: LinkOptions, deliver: (bytes: Uint8Array) => void) {
    this.#time = time;
    this.#deliver = deliver;
    this.#random = new SeededRandom(options.seed);
    this.#delayMs = within('delayMs', options.delayMs ?? 0, Infinity);
    this.#jitterMs = within('jitterMs', options.jitterMs ?? 0, Infinity);
    this.#loss = within('loss', options.loss ?? 0, 1);
    this.#duplication = within('duplication', options.duplication ?? 0, 1);
  }

  /** The truth about the link, to hold a receiver's statistics against. */
  get statistics(): {
    readonly sent: number;
    readonly lost: number;
    readonly duplicated: number;
    readonly delivered: number;
  } {
    return this.#statistics;
  }

  /** Takes a datagram on its way; `bytes` must not change until it has arrived. */
  send(bytes: Uint8Array): void {
    this.#statistics.sent++;
    if (this.#random.chance(this.#loss)) {
      this.#statistics.lost++;
      return;
    }
    this.#carry(bytes);
    if (this.#random.chance(this.#duplication)) {
      this.#statistics.duplicated++;
      this.#carry(bytes);
    }
  }

  #carry(bytes: Uint8Array): void {
    this.#time.at(this.#time.now + this.#delayMs + this.#jitterMs * this.#random.fraction(), () => {
      this.#statistics.delivered++;
      this.#deliver(bytes);
    });
  }
}

function within(name: string, value: number, high: number): number {
  if (!(value >= 0 && value <= high)) throw outOfRange(name, value, `a number from 0 to ${high}`);
  return value;
}
