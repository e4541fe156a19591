import { describe, expect, it } from 'vitest';
import { DatagramSlab } from '../../src/node/datagram-slab.js';

describe('DatagramSlab', () => {
  it('keeps every datagram as it was, across many slabs and whatever becomes of the array it came in', () => {
    const slab = new DatagramSlab();
    const arrived = new Uint8Array(1400);
    const kept = Array.from({ length: 100 }, (_, index) => slab.keep(arrived.fill(index)));
    for (const [index, bytes] of kept.entries()) expect(bytes).toEqual(new Uint8Array(1400).fill(index));
  });

  it('lays small datagrams side by side and leaves a long one where it is', () => {
    const slab = new DatagramSlab();
    const [first, second] = [slab.keep(new Uint8Array(184)), slab.keep(new Uint8Array(184))];
    expect(second.buffer).toBe(first.buffer);
    const long = new Uint8Array(9000).subarray(10, 5000);
    expect(slab.keep(long).buffer).toBe(long.buffer);
    expect(slab.keep(long)).toEqual(long);
  });

  it('returns plain arrays for Buffers of any length', () => {
    const slab = new DatagramSlab();
    for (const length of [0, 12, 2048, 2049]) {
      const kept = slab.keep(Buffer.alloc(length, 7));
      expect(kept.constructor).toBe(Uint8Array);
      expect(kept).toEqual(new Uint8Array(length).fill(7));
    }
  });
});
