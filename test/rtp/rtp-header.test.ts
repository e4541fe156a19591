import { describe, expect, it } from 'vitest';
import { writeRtpHeader } from '../../src/rtp/rtp-header.js';
import { hex } from '../hex.js';

describe('RFC 3550 §5.1 writing the fixed header', () => {
  it('writes twelve octets into a slab and touches nothing else', () => {
    const slab = new Uint8Array(14).fill(0xaa);
    writeRtpHeader(slab, 1, 96, true, 0x1234, 0x9abcdef0, 0xfedcba98);
    expect(slab).toEqual(hex('aa 80 e0 1234 9abcdef0 fedcba98 aa'));
  });

  it('wraps unwrapped sequence numbers and timestamps', () => {
    const slab = new Uint8Array(12);
    writeRtpHeader(slab, 0, 0, false, 0x1_0000 + 5, 0x3_0000_0000 + 7, 1);
    expect(slab).toEqual(hex('80 00 0005 00000007 00000001'));
  });
});
