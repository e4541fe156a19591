/** Who has no part in a session of two ends: if each counted, one host could silence us (RFC 3550 §6.2.1, §6.3.1). */

import { isMulticast, type Address } from '../address.js';
import type { Source } from './source.js';

/**
 * Whether a participant sends RTCP only, from a host to which ours does not go. In a group nobody is a stranger, nor where our
 * RTCP goes nowhere yet.
 */
export function isStranger({ rtpAddress, rtcpAddress }: Source, destination: Address | undefined): boolean {
  if (destination === undefined || isMulticast(destination.host)) return false;
  return rtpAddress === undefined && rtcpAddress !== undefined && rtcpAddress.host !== destination.host;
}
