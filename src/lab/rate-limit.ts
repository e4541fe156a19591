/** A bottleneck: datagrams pass one after the other at a rate, and wait before it in a queue that has an end. */

import { requireInteger } from '../errors.js';
import { requireNumber } from './require-number.js';

export interface RateLimitOptions {
  /** IP and UDP headers are not counted. */
  readonly bitsPerSecond: number;
  /** The most octets that wait, the datagram that is passing included; what finds no room is dropped. Default 65536. */
  readonly queueOctets?: number;
}

export class RateLimit {
  readonly #msPerOctet: number;
  readonly #queueMs: number;
  #freeAtMs = -Infinity;

  /** @throws RangeError when the rate is not above 0, or the queue less than an octet */
  constructor({ bitsPerSecond, queueOctets = 65_536 }: RateLimitOptions) {
    requireNumber('bitsPerSecond', bitsPerSecond, Number.MIN_VALUE, Number.MAX_VALUE);
    requireInteger('queueOctets', queueOctets, 1, Number.MAX_SAFE_INTEGER);
    this.#msPerOctet = 8000 / bitsPerSecond;
    this.#queueMs = queueOctets * this.#msPerOctet;
  }

  /** When a datagram that comes at `now` is through; `undefined` when the queue has no room for it. */
  pass(now: number, octets: number): number | undefined {
    const throughMs = Math.max(this.#freeAtMs, now) + octets * this.#msPerOctet;
    if (throughMs - now > this.#queueMs) return undefined;
    this.#freeAtMs = throughMs;
    return throughMs;
  }
}
