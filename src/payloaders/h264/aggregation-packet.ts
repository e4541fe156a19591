/** Reads STAP-A (RFC 6184 §5.7.1): several NAL units of one access unit in one payload. */

import { readUint16 } from '../../bytes/big-endian.js';
import { Reject } from '../../errors.js';
import type { PayloadView } from '../depayloader.js';
import { isSingleNalUnitType, nalUnitType } from './nal-unit.js';
import { STAP_LENGTH_SIZE } from './payload-structure.js';

/**
 * The members as views on the packet. All or none: a length that does not fit leaves open which octets were meant. Each
 * takes at least three octets, so a payload of 64 KiB has at most 21 845.
 */
export function splitStapA({ bytes, payloadOffset, payloadEnd }: PayloadView): Uint8Array[] | Reject {
  const nalUnits: Uint8Array[] = [];
  let offset = payloadOffset + 1;
  while (offset < payloadEnd) {
    const start = offset + STAP_LENGTH_SIZE;
    if (start > payloadEnd) return reject('stap-size-truncated', offset);
    const end = start + readUint16(bytes, offset);
    if (end === start) return reject('stap-unit-empty', offset);
    if (end > payloadEnd) return reject('stap-unit-overruns-packet', offset);
    if (!isSingleNalUnitType(nalUnitType(bytes[start]!))) return reject('stap-unit-of-wrong-type', start);
    nalUnits.push(bytes.subarray(start, end));
    offset = end;
  }
  return nalUnits.length === 0 ? reject('stap-without-units', payloadOffset) : nalUnits;
}

function reject(reason: string, offset: number): Reject {
  return new Reject(reason, offset, 'RFC 6184 §5.7.1');
}
