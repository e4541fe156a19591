/** Whether a session has two ends only: feedback then needs no dithering (RFC 4585 §3.4 g). */

import { isMulticast, sameAddress, type Address } from '../address.js';
import type { Source } from '../participants/source.js';
import { isStranger } from '../participants/strangers.js';

/** Whether all that is heard comes from one place, and what is said goes to no group; who has left does not count, nor a stranger. */
export function isPointToPoint(sources: Iterable<Source>, destination: Address | undefined): boolean {
  if (destination !== undefined && isMulticast(destination.host)) return false;
  let rtp: Address | undefined;
  let rtcp: Address | undefined;
  for (const source of sources) {
    const { rtpAddress, rtcpAddress, hasLeft } = source;
    if (hasLeft || isStranger(source, destination)) continue;
    rtp ??= rtpAddress;
    rtcp ??= rtcpAddress;
    if (rtpAddress !== undefined && !sameAddress(rtp!, rtpAddress)) return false;
    if (rtcpAddress !== undefined && !sameAddress(rtcp!, rtcpAddress)) return false;
  }
  return true;
}
