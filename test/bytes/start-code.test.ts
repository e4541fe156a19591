import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findStartCode } from '../../src/bytes/start-code.js';
import { hex } from '../hex.js';

/** The definition, octet by octet. */
function naive(bytes: Uint8Array, from: number, end: number): number {
  for (let offset = from; offset + 3 <= end; offset++) {
    if (bytes[offset] === 0 && bytes[offset + 1] === 0 && bytes[offset + 2] === 1) return offset;
  }
  return -1;
}

describe('ISO 14496-10 Annex B.1 start code prefix', () => {
  it.each([
    ['000001', 0],
    ['00000001', 1],
    ['0000000000000001', 5],
    ['ff000001', 1],
    ['01000001', 1],
    ['0001000001', 2],
    ['000000', -1],
    ['0000', -1],
    ['', -1],
    ['0000030000030000010000', 6],
  ])('finds it in %s at %i', (text, offset) => expect(findStartCode(hex(text))).toBe(offset));

  it('looks only between from and end', () => {
    const bytes = hex('000001 aa 000001');
    expect(findStartCode(bytes, 1)).toBe(4);
    expect(findStartCode(bytes, 1, 6)).toBe(-1);
    expect(findStartCode(bytes, 5)).toBe(-1);
  });

  it('agrees with the definition for any octets and bounds', () => {
    // Runs of larger octets, which are passed over four looks at a time, between zeros and ones.
    const run = fc.oneof(fc.uint8Array({ maxLength: 9, max: 2 }), fc.uint8Array({ maxLength: 30, min: 2 }));
    const octets = fc.array(run, { maxLength: 4 }).map((runs) => Uint8Array.from(runs.flatMap((each) => [...each])));
    fc.assert(
      fc.property(octets, fc.nat(120), fc.nat(120), (bytes, from, cut) => {
        const end = Math.min(cut, bytes.length);
        expect(findStartCode(bytes, from, end)).toBe(naive(bytes, from, end));
      }),
      { numRuns: 2000 },
    );
  });
});
