/** Each datagram is lost by itself, with the same probability. */

import type { LossModel } from './loss-model.js';
import { requireNumber } from './require-number.js';

/**
 * @param probability from 0 to 1
 * @throws RangeError
 */
export function uniformLoss(probability: number): LossModel {
  requireNumber('loss', probability, 0, 1);
  return (random) => () => random.chance(probability);
}
