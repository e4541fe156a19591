/** The RTCP that a session has sent, read again. */

import { Reject } from '../../../src/errors.js';
import { parseCompoundPacket, type RtcpPacket } from '../../../src/rtcp/index.js';
import type { SessionOutput } from '../../../src/session/session-output.js';

export interface SentCompound {
  readonly at: number;
  /** IP and UDP headers included. */
  readonly size: number;
  readonly packets: readonly RtcpPacket[];
}

export function compoundsOf(said: readonly { readonly at: number; readonly output: SessionOutput }[]): SentCompound[] {
  return said.flatMap(({ at, output }) => {
    if (output.type !== 'transmit' || output.channel !== 'rtcp') return [];
    const packets = parseCompoundPacket(output.bytes, { reducedSize: true });
    if (packets instanceof Reject) throw new Error(packets.toString());
    return [{ at, size: output.bytes.length + 28, packets }];
  });
}

/** The types of the packets of one compound. */
export function typesOf({ packets }: SentCompound): string[] {
  return packets.map(({ type }) => type);
}
