/** Moves the numbers of a datagram, so that a capture crosses the wraps it did not cross in the field (RFC 3550 §5.1, §6.4.1). */

import { readUint16, readUint32, writeUint16, writeUint32 } from '../bytes/big-endian.js';
import { isRtcp } from '../rtp/demultiplex.js';
import { RTP_HEADER_LENGTH } from '../rtp/rtp-packet.js';

/** Added modulo 2^16 and 2^32. */
export interface NumberShift {
  readonly sequenceNumbers?: number;
  readonly timestampTicks?: number;
}

const SENDER_REPORT = 200;
const SENDER_REPORT_LENGTH = 28;

/** A copy with the numbers of RTP, or of a sender report at the head of RTCP, moved; anything else comes back as it is. */
export function shiftNumbers(bytes: Uint8Array, { sequenceNumbers = 0, timestampTicks = 0 }: NumberShift): Uint8Array {
  if (isRtcp(bytes)) {
    if (bytes[1] !== SENDER_REPORT || bytes.length < SENDER_REPORT_LENGTH) return bytes;
    return withTimestamp(new Uint8Array(bytes), 16, timestampTicks);
  }
  if (bytes.length < RTP_HEADER_LENGTH) return bytes;
  const copy = new Uint8Array(bytes);
  writeUint16(copy, 2, readUint16(copy, 2) + sequenceNumbers);
  return withTimestamp(copy, 4, timestampTicks);
}

function withTimestamp(bytes: Uint8Array, offset: number, ticks: number): Uint8Array {
  writeUint32(bytes, offset, readUint32(bytes, offset) + ticks);
  return bytes;
}
