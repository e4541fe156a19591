/** How long a link takes beyond its fixed delay: distributions, and two ways to put them together. */

import { outOfRange } from '../errors.js';
import { requireNumber } from './require-number.js';
import type { SeededRandom } from './seeded-random.js';

/** Made anew for each link, from the link's randomness; then asked once for each datagram for milliseconds from 0. */
export type DelayModel = (random: SeededRandom) => () => number;

/** Always the same. */
export function constantDelay(ms: number): DelayModel {
  requireNumber('ms', ms, 0, Infinity);
  return () => () => ms;
}

/** Any delay from 0 up to `mostMs` as likely as any other. */
export function uniformDelay(mostMs: number): DelayModel {
  requireNumber('mostMs', mostMs, 0, Infinity);
  return (random) => () => mostMs * random.fraction();
}

/** Many short delays and a few long ones, as queues make them. */
export function exponentialDelay(meanMs: number): DelayModel {
  requireNumber('meanMs', meanMs, 0, Infinity);
  return (random) => () => -meanMs * Math.log(1 - random.fraction());
}

/** The bell curve, by Box and Muller; what falls below 0 counts as 0. */
export function normalDelay(meanMs: number, deviationMs: number): DelayModel {
  requireNumber('meanMs', meanMs, 0, Infinity);
  requireNumber('deviationMs', deviationMs, 0, Infinity);
  return (random) => () => {
    const radius = Math.sqrt(-2 * Math.log(1 - random.fraction()));
    return Math.max(0, meanMs + deviationMs * radius * Math.cos(2 * Math.PI * random.fraction()));
  };
}

/** `then` for the datagrams that the probability meets, nothing for the others: those that are late reorder the stream. */
export function occasionalDelay(probability: number, then: DelayModel): DelayModel {
  requireNumber('probability', probability, 0, 1);
  return (random) => {
    const delay = then(random);
    return () => (random.chance(probability) ? delay() : 0);
  };
}

/** One after the other. */
export function summedDelay(...parts: readonly DelayModel[]): DelayModel {
  if (parts.length === 0) throw outOfRange('parts', parts.length, 'at least one delay');
  return (random) => {
    const delays = parts.map((part) => part(random));
    return () => delays.reduce((sum, delay) => sum + delay(), 0);
  };
}
