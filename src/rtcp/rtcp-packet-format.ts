/** What one file of this folder knows about its packet: how to read it, measure it and write it. */

import type { Reject } from '../errors.js';
import type { RtcpHeader } from './rtcp-header.js';

export interface RtcpPacketFormat<Packet extends { readonly type: string }> {
  /** The `type` of the packets, by which the writer finds this format. */
  readonly type: Packet['type'];
  /** The number in the header, by which the parser finds it (RFC 3550 §12.1). */
  readonly payloadType: number;
  /** The FMT in the five bits of the header, where the payload type has several formats (RFC 4585 §6.1). */
  readonly feedbackMessageType?: number;
  /** The four octets behind the header of feedback by which its application is known, as a number (RFC 4585 §6.4). */
  readonly applicationIdentifier?: number;
  /** Reads the packet from `header.offset` to `header.end`; byte fields are views on `bytes`. */
  parse(bytes: Uint8Array, header: RtcpHeader): Packet | Reject;
  /**
   * Octets of the packet, header included; a multiple of 4. Everything is checked here, so that writing cannot fail.
   * @throws RangeError when a field is outside its range
   */
  measure(packet: Packet): number;
  /** Writes the packet, measured as `length` octets, at `offset`. */
  write(packet: Packet, bytes: Uint8Array, offset: number, length: number): void;
}
