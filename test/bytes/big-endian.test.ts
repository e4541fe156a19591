import { describe, expect, it } from 'vitest';
import {
  readUint16,
  readUint24,
  readUint32,
  writeUint16,
  writeUint24,
  writeUint32,
} from '../../src/bytes/big-endian.js';
import { hex } from '../hex.js';

describe('integers in network byte order', () => {
  it('reads unsigned numbers at an offset', () => {
    const bytes = hex('00 ff fe fd fc');
    expect(readUint16(bytes, 1)).toBe(0xfffe);
    expect(readUint24(bytes, 1)).toBe(0xfffefd);
    expect(readUint32(bytes, 1)).toBe(0xfffefdfc);
  });

  it('writes the low bits and touches nothing else', () => {
    const bytes = new Uint8Array(13).fill(0xaa);
    writeUint16(bytes, 1, 0x1_8001);
    writeUint24(bytes, 4, -2);
    writeUint32(bytes, 8, 0x5_f000_0001);
    expect(bytes).toEqual(hex('aa 8001 aa fffffe aa f0000001 aa'));
  });
});
