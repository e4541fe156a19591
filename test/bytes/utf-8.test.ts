import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8, utf8Length, writeUtf8 } from '../../src/bytes/utf-8.js';
import { hex } from '../hex.js';

describe('RFC 3629 §7 examples', () => {
  it.each([
    ['A≢Α.', '41 e289a2 ce91 2e'],
    ['한국어', 'ed959c eab5ad ec96b4'],
    ['日本語', 'e697a5 e69cac e8aa9e'],
    ['𣎴', 'f0a38eb4'],
  ])('%j', (text, octets) => {
    expect(encodeUtf8(text)).toEqual(hex(octets));
    expect(decodeUtf8(hex(octets))).toBe(text);
  });

  it('reads and writes a part of the octets', () => {
    expect(decodeUtf8(hex('ff c3a9 41 ff'), 1, 4)).toBe('éA');
    const bytes = new Uint8Array(5);
    expect(writeUtf8(bytes, 1, 'é')).toBe(3);
    expect(bytes).toEqual(hex('00 c3a9 0000'));
  });
});

describe('malformed octets', () => {
  it.each([
    ['a lone continuation', '80'],
    ['an overlong slash', 'c0af'],
    ['an overlong slash in three', 'e080af'],
    ['a surrogate', 'eda080'],
    ['past U+10FFFF', 'f4908080'],
    ['a cut sequence', 'e289'],
    ['the octets that never occur', 'feff'],
  ])('%s: one U+FFFD for each', (_, octets) => {
    expect(decodeUtf8(hex(octets))).toBe('\ufffd'.repeat(octets.length / 2));
  });

  it('goes on behind them', () => {
    expect(decodeUtf8(hex('41 c3 42'))).toBe('A\ufffdB');
  });

  it('writes U+FFFD for a lone surrogate', () => {
    expect(encodeUtf8('\ud800')).toEqual(hex('efbfbd'));
  });
});

describe('UTF-8, any text', () => {
  it('agrees with the encoder of Node, in length too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = encodeUtf8(text);
        expect(bytes).toEqual(new Uint8Array(new TextEncoder().encode(text)));
        expect(utf8Length(text)).toBe(bytes.length);
        expect(decodeUtf8(bytes)).toBe(text);
      }),
    );
  });

  it('never throws on octets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(decodeUtf8(bytes).length).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});
