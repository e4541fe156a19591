/** Loss in bursts: a chain of a good and a bad state, each with its own probability of loss (Gilbert 1960, Elliott 1963). */

import type { LossModel } from './loss-model.js';
import { requireNumber } from './require-number.js';

/** Probabilities from 0 to 1; the link starts in the good state. */
export interface GilbertElliottOptions {
  /** Of going from good to bad after a datagram. */
  readonly goodToBad: number;
  /** Of going from bad to good after a datagram. */
  readonly badToGood: number;
  /** Of losing a datagram in the good state; default 0 (Gilbert's model). */
  readonly lossInGood?: number;
  /** Of losing a datagram in the bad state; default 1. */
  readonly lossInBad?: number;
}

/** @throws RangeError for a probability outside 0 … 1 */
export function gilbertElliottLoss(options: GilbertElliottOptions): LossModel {
  const { goodToBad, badToGood, lossInGood = 0, lossInBad = 1 } = options;
  for (const [name, value] of Object.entries({ goodToBad, badToGood, lossInGood, lossInBad })) {
    requireNumber(name, value, 0, 1);
  }
  return (random) => {
    let bad = false;
    return () => {
      const lost = random.chance(bad ? lossInBad : lossInGood);
      if (random.chance(bad ? badToGood : goodToBad)) bad = !bad;
      return lost;
    };
  };
}

/**
 * The same by what it does: everything in a burst is lost, nothing outside.
 * @param share of all datagrams that are lost, from 0 to length / (length + 1)
 * @param length the mean of a burst, in datagrams from 1
 * @throws RangeError
 */
export function burstLoss(share: number, length: number): LossModel {
  requireNumber('length', length, 1, Infinity);
  requireNumber('share', share, 0, length / (length + 1));
  return gilbertElliottLoss({ goodToBad: share / (1 - share) / length, badToGood: 1 / length });
}
