/** The transport-wide sequence number of a packet (draft-holmer-rmcat-transport-wide-cc-extensions-01 §2). */

import { readUint16, writeUint16 } from '../bytes/big-endian.js';

/** What `a=extmap` calls it. */
export const TRANSPORT_WIDE_SEQUENCE_NUMBER_URI =
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01';

/** Octets of its value: 16 bits, one more for each packet of whatever stream that leaves on the transport. */
export const TRANSPORT_WIDE_SEQUENCE_NUMBER_LENGTH = 2;

/** The caller has checked that its two octets lie inside. */
export function readTransportWideSequenceNumber(bytes: Uint8Array, offset: number): number {
  return readUint16(bytes, offset);
}

/** Writes it at `offset`, modulo 2^16. */
export function writeTransportWideSequenceNumber(bytes: Uint8Array, offset: number, sequenceNumber: number): void {
  writeUint16(bytes, offset, sequenceNumber);
}
