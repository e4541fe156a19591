/** The limits of what is kept and sent again, checked and filled in. */

import { outOfRange, requireInteger } from '../../errors.js';
import type { ResendLimits } from './retransmission-options.js';

/** A quarter of it is the longest slab that is made. */
const LEAST_BYTES = 0x4_0000;
/** More could not be told from older ones by their sequence numbers. */
const MOST_PACKETS = 0x8000;

/** @throws RangeError for a limit out of range */
export function resendLimitsOf(limits: ResendLimits): Required<ResendLimits> {
  const { maxPackets = 2048, maxBytes = 0x40_0000, timeMs = 1000, share = 0.25 } = limits;
  requireInteger('retransmission.maxPackets', maxPackets, 1, MOST_PACKETS);
  requireInteger('retransmission.maxBytes', maxBytes, LEAST_BYTES, Number.MAX_SAFE_INTEGER);
  requireInteger('retransmission.timeMs', timeMs, 1, 0xffff_ffff);
  if (!(share > 0 && share < Infinity)) throw outOfRange('retransmission.share', share, 'a share above 0');
  return { maxPackets, maxBytes, timeMs, share };
}
