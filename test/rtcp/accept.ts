import { Reject } from '../../src/errors.js';
import { parseCompoundPacket, type CompoundPacketOptions } from '../../src/rtcp/compound-packet.js';
import type { RtcpPacket } from '../../src/rtcp/registry.js';
import { hex } from '../hex.js';

/** The packets of a compound that must be good. */
export function accept(octets: string, options?: CompoundPacketOptions): RtcpPacket[] {
  const packets = parseCompoundPacket(hex(octets), options);
  if (packets instanceof Reject) throw new Error(`${octets}: ${packets}`);
  return packets;
}

/** The packets of a compound that need not begin with a report. */
export function acceptReduced(octets: string): RtcpPacket[] {
  return accept(octets, { reducedSize: true });
}

/** Why a compound is refused. */
export function refuse(octets: string, options?: CompoundPacketOptions): string {
  const packets = parseCompoundPacket(hex(octets), options);
  return packets instanceof Reject ? `${packets.reason} at ${packets.offset} (${packets.section})` : 'accepted';
}
