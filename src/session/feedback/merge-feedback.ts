/** Two feedback messages of one kind about one source become one where that says the same (RFC 4585 §3.5.2 step 2a). */

import type { RtcpPacket } from '../../rtcp/index.js';

/** Entries of 4 octets at the worst: with the report before it, what asks for these fits into 1200 octets. */
const MAX_SEQUENCE_NUMBERS = 256;

/**
 * The message that stands for both; `undefined` when each has to be sent.
 * @param waiting the older
 */
export function mergeFeedback(waiting: RtcpPacket, packet: RtcpPacket): RtcpPacket | undefined {
  if (!('mediaSsrc' in waiting) || !('mediaSsrc' in packet)) return undefined;
  if (waiting.ssrc !== packet.ssrc || waiting.mediaSsrc !== packet.mediaSsrc) return undefined;
  switch (packet.type) {
    case 'generic-nack': {
      if (waiting.type !== packet.type) return undefined;
      const sequenceNumbers = [...new Set([...waiting.sequenceNumbers, ...packet.sequenceNumbers])];
      return sequenceNumbers.length > MAX_SEQUENCE_NUMBERS ? undefined : { ...packet, sequenceNumbers };
    }
    case 'full-intra-request':
      return waiting.type === packet.type ? { ...packet, entries: latest(waiting.entries, packet.entries) } : undefined;
    case 'temporary-maximum-media-bit-rate-request':
      return waiting.type === packet.type ? { ...packet, entries: latest(waiting.entries, packet.entries) } : undefined;
    case 'picture-loss-indication':
    case 'rapid-resynchronization-request':
    case 'temporary-maximum-media-bit-rate-notification':
    case 'receiver-estimated-maximum-bit-rate':
    case 'reference-picture-selection-indication':
      return waiting.type === packet.type ? packet : undefined;
    default:
      return undefined;
  }
}

/** The entries of both; the later of those about one source. */
function latest<Entry extends { readonly ssrc: number }>(older: readonly Entry[], newer: readonly Entry[]): Entry[] {
  return [...new Map([...older, ...newer].map((entry) => [entry.ssrc, entry])).values()];
}
