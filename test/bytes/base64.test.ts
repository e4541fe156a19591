import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from '../../src/bytes/base64.js';
import { hex } from '../hex.js';

describe('RFC 4648 §10 test vectors', () => {
  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ])('%j', (text, base64) => {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    expect(encodeBase64(bytes)).toBe(base64);
    expect(decodeBase64(base64)).toEqual(bytes);
    expect(decodeBase64(base64.replaceAll('=', ''))).toEqual(bytes);
  });
});

describe('decodeBase64 of what is not base64', () => {
  it.each(['A', 'AAAAA', 'A=', 'AA=', 'AAA==', '=', '==', 'AA=A', 'A\u0000==', 'Zm 9', 'Zm9-', 'Zm9_', '%', 'é'])(
    '%j',
    (text) => {
      expect(decodeBase64(text)).toBeUndefined();
    },
  );

  it('reads both ends of the alphabet', () => {
    expect(decodeBase64('+/+/')).toEqual(hex('fbffbf'));
  });
});

describe('base64, any octets', () => {
  it('agrees with the one of Node', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = encodeBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(decodeBase64(text)).toEqual(bytes);
      }),
    );
  });
});
