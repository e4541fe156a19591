import { describe, expect, it } from 'vitest';
import { readUint32LittleEndian, writeUint32LittleEndian } from '../../src/bytes/little-endian.js';
import { hex } from '../hex.js';

describe('integers with the least significant octet first', () => {
  it('reads unsigned numbers at an offset', () => {
    expect(readUint32LittleEndian(hex('00 fc fd fe ff'), 1)).toBe(0xfffefdfc);
  });

  it('writes the low bits and touches nothing else', () => {
    const bytes = new Uint8Array(6).fill(0xaa);
    writeUint32LittleEndian(bytes, 1, 0x5_f000_0001);
    expect(bytes).toEqual(hex('aa 010000f0 aa'));
  });
});
