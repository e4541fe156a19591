/** What the fields of RTCP packets may hold. */

import * as fc from 'fast-check';

export const uint32: fc.Arbitrary<number> = fc.integer({ min: 0, max: 0xffff_ffff });
export const uint8: fc.Arbitrary<number> = fc.integer({ min: 0, max: 0xff });
export const uint16: fc.Arbitrary<number> = fc.integer({ min: 0, max: 0xffff });
export const fiveBits: fc.Arbitrary<number> = fc.integer({ min: 0, max: 31 });
export const words: fc.Arbitrary<Uint8Array> = fc
  .array(fc.tuple(uint8, uint8, uint8, uint8), { maxLength: 8 })
  .map((list) => Uint8Array.from(list.flat()));
