/** What two feedback messages have in common (RFC 4585 §3.5.2 step 5). */

import type { RtcpPacket } from '../../rtcp/index.js';

/**
 * What a packet says and another does not; `undefined` when the other says it all. Requests for packets, key frames and reports
 * mean the same from whomever; what else is said is said for oneself.
 */
export function withoutOverlap(packet: RtcpPacket, other: RtcpPacket): RtcpPacket | undefined {
  switch (packet.type) {
    case 'generic-nack': {
      if (other.type !== packet.type || other.mediaSsrc !== packet.mediaSsrc) return packet;
      const sequenceNumbers = packet.sequenceNumbers.filter((number) => !other.sequenceNumbers.includes(number));
      return sequenceNumbers.length === 0 ? undefined : { ...packet, sequenceNumbers };
    }
    case 'picture-loss-indication':
      return asksKeyFrameOf(other, packet.mediaSsrc) ? undefined : packet;
    case 'full-intra-request': {
      const entries = packet.entries.filter(({ ssrc }) => !asksKeyFrameOf(other, ssrc));
      return entries.length === 0 ? undefined : { ...packet, entries };
    }
    case 'rapid-resynchronization-request':
      return other.type === packet.type && other.mediaSsrc === packet.mediaSsrc ? undefined : packet;
    default:
      return packet;
  }
}

function asksKeyFrameOf(packet: RtcpPacket, ssrc: number): boolean {
  if (packet.type === 'picture-loss-indication') return packet.mediaSsrc === ssrc;
  return packet.type === 'full-intra-request' && packet.entries.some((entry) => entry.ssrc === ssrc);
}
