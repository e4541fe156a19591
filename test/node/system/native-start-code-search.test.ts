import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { findStartCode, replaceStartCodeSearch, scanForStartCode } from '../../../src/bytes/start-code.js';
import { nativeStartCodeSearch, useNativeStartCodeSearch } from '../../../src/node/system/native-start-code-search.js';

/** Stretches of octets without zeros, of zeros and ones, and of emulation prevention, on both sides of the native search. */
const stretch = fc.oneof(
  fc.nat(3000).map((length) => Array.from({ length }, () => 0x88)),
  fc.array(fc.nat(2), { maxLength: 9 }),
  fc.nat(900).map((length) => Array.from({ length }, (_, index) => (index % 3 === 2 ? 3 : 0))),
);

describe('ISO 14496-10 Annex B.1 start code prefix, found by Node', () => {
  afterEach(() => replaceStartCodeSearch(scanForStartCode));

  it('is where the portable search finds it, for any octets and bounds', () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 5 }), fc.nat(9), fc.nat(9), (stretches, from, cut) => {
        const whole = Uint8Array.from(stretches.flat());
        const bytes = whole.subarray(Math.min(1, whole.length));
        const end = Math.max(0, bytes.length - cut);
        expect(nativeStartCodeSearch(bytes, from, end)).toBe(scanForStartCode(bytes, from, end));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([1021, 1022, 1023, 1024, 1025, 5000])('is found at %i, around the first octets looked at', (at) => {
    const bytes = new Uint8Array(6000).fill(0x88);
    bytes.set([0, 0, 1], at);
    expect(nativeStartCodeSearch(bytes, 0, bytes.length)).toBe(at);
    expect(nativeStartCodeSearch(bytes, 0, at + 2)).toBe(-1);
  });

  it('takes the place of the portable search', () => {
    replaceStartCodeSearch(() => 7);
    expect(findStartCode(new Uint8Array(9))).toBe(7);
    useNativeStartCodeSearch();
    expect(findStartCode(Uint8Array.of(9, 0, 0, 1))).toBe(1);
  });
});
