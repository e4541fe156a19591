import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitReader } from '../../src/bytes/bit-reader.js';
import { hex } from '../hex.js';

describe('BitReader, MSB first (ISO 14496-10 §7.2)', () => {
  it('reads fields across octets', () => {
    const reader = new BitReader(hex('a5 f0 12 34 56 78 9a'), 'msb-first');
    expect([reader.bits(3), reader.bits(9), reader.bits(4)]).toEqual([0b101, 0b00101_1111, 0]);
    expect(reader.bits(32)).toBe(0x1234_5678);
    expect([reader.position, reader.bitsLeft]).toEqual([48, 8]);
    expect(reader.bits(0)).toBe(0);
    expect(reader.flag()).toBe(true);
  });

  it('reads a Node Buffer that lies within a larger one, although its slice is a view', () => {
    const reader = new BitReader(Buffer.from('5555a5f05555', 'hex').subarray(2, 4), 'msb-first');
    expect([reader.bits(16), reader.bitsLeft]).toEqual([0xa5f0, 0]);
  });

  it('reads 32 bits that do not begin on an octet', () => {
    const reader = new BitReader(hex('7f ff ff ff ff'), 'msb-first');
    expect([reader.bits(1), reader.bits(32), reader.bits(7)]).toEqual([0, 0xffff_ffff, 0x7f]);
  });

  it('reads the codes of ISO 14496-10 Table 9-2 and 9-3', () => {
    // 1 | 010 | 011 | 00100 | 00101, unsigned 0 to 4, signed 0, 1, −1, 2, −2
    const octets = hex('a6 42 80');
    const unsigned = new BitReader(octets, 'msb-first');
    const signed = new BitReader(octets, 'msb-first');
    expect(Array.from({ length: 5 }, () => unsigned.unsignedExpGolomb())).toEqual([0, 1, 2, 3, 4]);
    expect(Array.from({ length: 5 }, () => signed.signedExpGolomb())).toEqual([0, 1, -1, 2, -2]);
  });

  it('reads the longest code, 2^32 − 2, and refuses a longer prefix', () => {
    const longest = new BitReader(hex('00000001 fffffffe'), 'msb-first');
    expect(longest.unsignedExpGolomb()).toBe(0xffff_fffe);
    const longer = new BitReader(hex('00000000 ffffffffff'), 'msb-first');
    expect([longer.unsignedExpGolomb(), longer.overrun]).toEqual([0, true]);
  });
});

describe('BitReader, LSB first (Vorbis I §2.1.4)', () => {
  it('reads the fields of the example: 4 bits of 12, 3 of 7, 7 of 17, 13 of 6969', () => {
    const reader = new BitReader(hex('fc 48 ce 06'), 'lsb-first');
    expect([reader.bits(4), reader.bits(3), reader.bits(7), reader.bits(13)]).toEqual([12, 7, 17, 6969]);
  });

  it('reads 32 bits that do not begin on an octet', () => {
    const reader = new BitReader(hex('fe ff ff ff 01'), 'lsb-first');
    expect([reader.bits(1), reader.bits(32), reader.bits(7)]).toEqual([0, 0xffff_ffff, 0]);
  });
});

describe('BitReader at the end', () => {
  it('gives zeros past it and says so, instead of throwing', () => {
    const reader = new BitReader(hex('ff'), 'msb-first');
    expect([reader.bits(9), reader.overrun, reader.bitsLeft, reader.flag()]).toEqual([0, true, 0, false]);
  });

  it('ends an Exp-Golomb code of zeros', () => {
    const reader = new BitReader(hex('00'), 'msb-first');
    expect([reader.unsignedExpGolomb(), reader.overrun]).toEqual([0, true]);
  });

  it('skips up to it and no farther', () => {
    const reader = new BitReader(hex('0001'), 'msb-first');
    reader.skip(15);
    expect([reader.flag(), reader.overrun]).toEqual([true, false]);
    reader.skip(1);
    expect([reader.overrun, reader.position]).toEqual([true, 16]);
  });

  it('does not read what lies outside a view', () => {
    const reader = new BitReader(hex('ff 01 ff').subarray(1, 2), 'msb-first');
    expect([reader.bits(8), reader.bits(1), reader.overrun]).toEqual([1, 0, true]);
  });
});

describe('BitReader, any widths', () => {
  const widths = fc.array(fc.integer({ min: 0, max: 32 }), { maxLength: 40 });
  const octets = fc.uint8Array({ minLength: 1, maxLength: 40 });

  it.each(['msb-first', 'lsb-first'] as const)('agrees with a string of bits, %s', (order) => {
    fc.assert(
      fc.property(octets, widths, (bytes, counts) => {
        const reader = new BitReader(bytes, order);
        let bits = bitString(bytes, order);
        for (const count of counts.filter((width) => width > 0)) {
          if (count > bits.length) return;
          const field = bits.slice(0, count);
          bits = bits.slice(count);
          const digits = order === 'msb-first' ? field : [...field].toReversed().join('');
          expect(reader.bits(count)).toBe(Number.parseInt(digits, 2));
        }
      }),
    );
  });
});

function bitString(bytes: Uint8Array, order: 'msb-first' | 'lsb-first'): string {
  return Array.from(bytes, (octet) => {
    const digits = octet.toString(2).padStart(8, '0');
    return order === 'msb-first' ? digits : [...digits].toReversed().join('');
  }).join('');
}
