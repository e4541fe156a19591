import { describe, expect, it } from 'vitest';
import { concatenate, equalBytes } from '../../src/bytes/octets.js';
import { hex } from '../hex.js';

describe('octets', () => {
  it('concatenates any number of ranges', () => {
    expect(concatenate([])).toEqual(hex(''));
    expect(concatenate([hex('01'), hex(''), hex('0203')])).toEqual(hex('010203'));
  });

  it('compares length and contents', () => {
    expect(equalBytes(hex('0102'), hex('0102'))).toBe(true);
    expect(equalBytes(hex('0102'), hex('010203'))).toBe(false);
    expect(equalBytes(hex('0102'), hex('0103'))).toBe(false);
  });
});
