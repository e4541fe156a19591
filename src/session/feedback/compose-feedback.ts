/** Which datagrams feedback leaves in: compounds with a report before it, or feedback alone (RFC 4585 §3.1, RFC 5506 §3.4). */

import type { RtcpPacket } from '../../rtcp/index.js';
import { formatOfType } from '../../rtcp/registry.js';

export interface FeedbackComposition {
  readonly mtu: number;
  /** Our SSRCs; what is of none of them is given the first. */
  readonly ssrcs: readonly number[];
  /** What a new compound of one of these begins with. */
  readonly begin: (ssrc: number) => RtcpPacket[];
  /** Takes what does not fit into a datagram. */
  readonly drop: (reason: string) => void;
}

/** Adds each packet to the compound of its SSRC, to a new one where there is none or it is full. */
export function addFeedback(
  compounds: RtcpPacket[][],
  feedback: readonly RtcpPacket[],
  { mtu, ssrcs, begin, drop }: FeedbackComposition,
): void {
  for (const packet of feedback) {
    const own = 'ssrc' in packet && ssrcs.includes(packet.ssrc) ? packet : { ...packet, ssrc: ssrcs[0]! };
    const open = compounds.findLast((packets) => 'ssrc' in packets[0]! && packets[0].ssrc === own.ssrc);
    if (open !== undefined && lengthOf([...open, own]) <= mtu) {
      open.push(own);
      continue;
    }
    const compound = [...begin(own.ssrc), own];
    if (lengthOf(compound) <= mtu) compounds.push(compound);
    else drop('feedback-too-long');
  }
}

function lengthOf(packets: readonly RtcpPacket[]): number {
  return packets.reduce((length, packet) => length + formatOfType(packet.type)!.measure(packet), 0);
}
