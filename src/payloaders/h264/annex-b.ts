/** The byte stream format: NAL units behind start codes (ISO 14496-10 Annex B). */

import { findStartCode } from '../../bytes/start-code.js';
import { Reject } from '../../errors.js';

/**
 * The NAL units of a byte stream, as views on it. Zero octets before start codes are no part of a unit (Annex B.1), and
 * start codes with nothing between them make none.
 */
export function splitAnnexB(stream: Uint8Array): Uint8Array[] | Reject {
  let start = findStartCode(stream);
  if (start === -1) return reject('start-code-missing', 0);
  for (let offset = 0; offset < start; offset++)
    if (stream[offset] !== 0) return reject('octets-before-start-code', offset);
  const nalUnits: Uint8Array[] = [];
  while (start !== -1) {
    const next = findStartCode(stream, start + 3);
    const end = endOfNalUnit(stream, start + 3, next === -1 ? stream.length : next);
    if (end > start + 3) nalUnits.push(stream.subarray(start + 3, end));
    start = next;
  }
  return nalUnits.length === 0 ? reject('nal-units-empty', stream.length) : nalUnits;
}

/** One byte stream of the NAL units, each behind a start code of four octets. */
export function joinAnnexB(nalUnits: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const nalUnit of nalUnits) length += 4 + nalUnit.length;
  const stream = new Uint8Array(length);
  let offset = 0;
  for (const nalUnit of nalUnits) {
    stream[offset + 3] = 1;
    stream.set(nalUnit, offset + 4);
    offset += 4 + nalUnit.length;
  }
  return stream;
}

/** Where a NAL unit between `start` and `limit` ends: its last octet is never zero (ISO 14496-10 §7.4.1). */
export function endOfNalUnit(stream: Uint8Array, start: number, limit: number): number {
  let end = limit;
  while (end > start && stream[end - 1] === 0) end--;
  return end;
}

function reject(reason: string, offset: number): Reject {
  return new Reject(reason, offset, 'ISO 14496-10 Annex B.1', 'expected 00 00 01 and a NAL unit');
}
