/** One direction of a network: loses, delays, reorders and duplicates datagrams as its seed says, and counts what it did. */

import { occasionalDelay, constantDelay, summedDelay, uniformDelay, type DelayModel } from './delay-model.js';
import type { LossModel } from './loss-model.js';
import { RateLimit, type RateLimitOptions } from './rate-limit.js';
import { requireNumber } from './require-number.js';
import type { Schedule } from './schedule.js';
import { SeededRandom } from './seeded-random.js';
import { uniformLoss } from './uniform-loss.js';

export interface LinkOptions {
  readonly seed: number;
  /** Each datagram takes at least this long, in milliseconds; default 0. */
  readonly delayMs?: number;
  /** Added to the delay: uniform from 0 to a number of milliseconds, or any distribution. Default 0. */
  readonly jitterMs?: number | DelayModel;
  /** Held back on top of that, so that later ones overtake; default none. */
  readonly reorder?: Reordering;
  /** Probability from 0 to 1 that a datagram vanishes, or any model; default 0. */
  readonly loss?: number | LossModel;
  /** Probability from 0 to 1 that a datagram arrives twice, the second time with a delay of its own; default 0. */
  readonly duplication?: number;
  /** A bottleneck before all that; default none. */
  readonly rate?: RateLimitOptions;
}

export interface Reordering {
  /** From 0 to 1. */
  readonly probability: number;
  readonly delayMs: number;
}

/** `sent` + `duplicated` = `delivered` + `lost` + `dropped` + `blocked` + what is held or on its way, always. */
export interface LinkStatistics {
  readonly sent: number;
  /** By the loss model. */
  readonly lost: number;
  /** Found no room before the bottleneck, or on a link that holds as much as it can. */
  readonly dropped: number;
  /** Sent during a pause that loses. */
  readonly blocked: number;
  readonly duplicated: number;
  readonly delivered: number;
  /** Delivered after one that was sent later. */
  readonly reordered: number;
}

/** 65 s of 1000 datagrams per second: a link through which a flood comes does not grow without end. */
const MOST_INSIDE = 0x1_0000;

export class Link {
  readonly #time: Schedule;
  readonly #random: SeededRandom;
  readonly #deliver: (bytes: Uint8Array) => void;
  readonly #delayMs: number;
  readonly #duplication: number;
  readonly #isLost: () => boolean;
  readonly #extraMs: () => number;
  readonly #bottleneck: RateLimit | undefined;
  readonly #statistics = { sent: 0, lost: 0, dropped: 0, blocked: 0, duplicated: 0, delivered: 0, reordered: 0 };
  #pause: 'hold' | 'lose' | undefined;
  #held: (() => void)[] = [];
  #onTheWay = 0;
  #latestDelivered = 0;

  /** @throws RangeError for a negative time or a probability outside 0 … 1 */
  constructor(time: Schedule, options: LinkOptions, deliver: (bytes: Uint8Array) => void) {
    const { seed, delayMs = 0, jitterMs = 0, reorder, loss = 0, duplication = 0, rate } = options;
    requireNumber('delayMs', delayMs, 0, Infinity);
    requireNumber('duplication', duplication, 0, 1);
    this.#time = time;
    this.#deliver = deliver;
    this.#random = new SeededRandom(seed);
    this.#delayMs = delayMs;
    this.#duplication = duplication;
    this.#isLost = (typeof loss === 'number' ? uniformLoss(loss) : loss)(this.#random);
    this.#extraMs = extraDelay(jitterMs, reorder)(this.#random);
    this.#bottleneck = rate && new RateLimit(rate);
  }

  /** The truth about the link, to hold a receiver's statistics against. */
  get statistics(): LinkStatistics {
    return this.#statistics;
  }

  /** Takes a datagram on its way; `bytes` must not change until it has arrived. */
  send(bytes: Uint8Array): void {
    const number = ++this.#statistics.sent;
    if (this.#pause === 'lose') this.#statistics.blocked++;
    else if (this.#held.length + this.#onTheWay >= MOST_INSIDE) this.#statistics.dropped++;
    else if (this.#pause === 'hold') this.#held.push(() => this.#enter(bytes, number));
    else this.#enter(bytes, number);
  }

  /** Nothing more gets in until {@link resume}: it is lost, or held until then. What is on its way arrives. */
  pause(what: 'hold' | 'lose'): void {
    this.#pause = what;
  }

  /** Ends a pause; what was held goes on at once. */
  resume(): void {
    this.#pause = undefined;
    const held = this.#held;
    this.#held = [];
    for (const enter of held) enter();
  }

  #enter(bytes: Uint8Array, number: number): void {
    const { now } = this.#time;
    const departureMs = this.#bottleneck === undefined ? now : this.#bottleneck.pass(now, bytes.length);
    if (departureMs === undefined) {
      this.#statistics.dropped++;
      return;
    }
    if (this.#isLost()) {
      this.#statistics.lost++;
      return;
    }
    this.#carry(bytes, number, departureMs);
    if (!this.#random.chance(this.#duplication)) return;
    this.#statistics.duplicated++;
    this.#carry(bytes, number, departureMs);
  }

  #carry(bytes: Uint8Array, number: number, departureMs: number): void {
    this.#onTheWay++;
    this.#time.at(departureMs + this.#delayMs + this.#extraMs(), () => {
      this.#onTheWay--;
      this.#statistics.delivered++;
      if (number < this.#latestDelivered) this.#statistics.reordered++;
      else this.#latestDelivered = number;
      this.#deliver(bytes);
    });
  }
}

function extraDelay(jitterMs: number | DelayModel, reorder: Reordering | undefined): DelayModel {
  const jitter = typeof jitterMs === 'number' ? uniformDelay(jitterMs) : jitterMs;
  if (reorder === undefined) return jitter;
  return summedDelay(jitter, occasionalDelay(reorder.probability, constantDelay(reorder.delayMs)));
}
