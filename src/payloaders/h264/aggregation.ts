/** Which NAL units of an access unit share a STAP-A (RFC 6184 §5.7.1); units of different timestamps never do. */

import { isVideoCodingLayer, nalUnitType } from './nal-unit.js';
import { STAP_LENGTH_SIZE } from './payload-structure.js';

/**
 * `none`: each NAL unit has packets of its own. `zero-latency`: what stands before a slice travels with it. `max-stap`: as
 * many as fit. The names are GStreamer's; its `max-stap` waits for the next access unit, here the unit is known as a whole.
 */
export type Aggregation = 'none' | 'zero-latency' | 'max-stap';

/** The length field has 16 bits. */
const LONGEST_MEMBER = 0xffff;

/** The index behind the last NAL unit that shares a packet of at most `room` octets with the one at `from`. */
export function endOfAggregate(
  aggregation: Aggregation,
  nalUnits: readonly Uint8Array[],
  from: number,
  room: number,
): number {
  if (aggregation === 'none') return from + 1;
  let end = from;
  let length = 1;
  while (end < nalUnits.length) {
    const nalUnit = nalUnits[end]!;
    length += STAP_LENGTH_SIZE + nalUnit.length;
    if (length > room || nalUnit.length > LONGEST_MEMBER) break;
    end++;
    if (aggregation === 'zero-latency' && isVideoCodingLayer(nalUnitType(nalUnit[0]!))) break;
  }
  return Math.max(end, from + 1);
}
