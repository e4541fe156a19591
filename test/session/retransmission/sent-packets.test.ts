import { describe, expect, it } from 'vitest';
import { SentPackets } from '../../../src/session/retransmission/sent-packets.js';

const LIMITS = { maxPackets: 100, maxBytes: 1_000_000, timeMs: 1000 };

/** Packets of 100 octets, ten to a slab of 1000, one every 10 ms. */
function feed(sent: SentPackets, count: number, first = 0): void {
  let slab = new Uint8Array(1000);
  for (let index = 0; index < count; index++) {
    if (index % 10 === 0) slab = new Uint8Array(1000);
    sent.add(index * 10, (first + index) & 0xffff, slab.subarray((index % 10) * 100, (index % 10) * 100 + 100));
  }
}

describe('sent packets', () => {
  it('are found by number across the wrap, as long as they are kept', () => {
    const sent = new SentPackets(LIMITS);
    feed(sent, 90, 65_500);
    expect(sent.find(65_500)?.byteOffset).toBe(0);
    expect(sent.find(53)?.byteOffset).toBe(900);
    expect(sent.find(54)).toBeUndefined();
    expect(sent.find(65_499)).toBeUndefined();
  });

  it('are bounded by number', () => {
    const sent = new SentPackets({ ...LIMITS, maxPackets: 70 });
    feed(sent, 90);
    expect(sent.count).toBe(70);
    expect(sent.find(19)).toBeUndefined();
    expect(sent.find(20)).toBeDefined();
  });

  it('are bounded by the memory that they keep: whole slabs, each once', () => {
    const sent = new SentPackets({ ...LIMITS, maxBytes: 3000 });
    feed(sent, 45);
    expect(sent.heldBytes).toBe(3000);
    expect(sent.count).toBe(25);
    expect(sent.octets).toBe(2500);
    expect(sent.find(19)).toBeUndefined();
    expect(sent.find(20)).toBeDefined();
  });

  it('are bounded by age, and go when nothing follows', () => {
    const sent = new SentPackets({ ...LIMITS, timeMs: 200 });
    feed(sent, 45);
    expect(sent.count).toBe(20);
    expect(sent.nextTimeout()).toBe(640);
    sent.handleTimeout(639);
    expect(sent.count).toBe(1);
    sent.handleTimeout(640);
    expect([sent.count, sent.octets, sent.heldBytes, sent.nextTimeout()]).toEqual([0, 0, 0, Infinity]);
    feed(sent, 3, 45);
    expect([sent.count, sent.heldBytes]).toEqual([3, 1000]);
  });

  it('go at the very instant that was told, however sums and differences round', () => {
    for (let step = 0; step < 1000; step++) {
      const sent = new SentPackets(LIMITS);
      sent.add(step * 0.1, 5, new Uint8Array(100));
      sent.handleTimeout(sent.nextTimeout());
      expect(sent.count).toBe(0);
    }
  });

  it('B83: go with the newest where the clock has stepped back', () => {
    const sent = new SentPackets(LIMITS);
    sent.add(3_600_000, 5, new Uint8Array(100));
    sent.add(0, 6, new Uint8Array(100));
    expect(sent.nextTimeout()).toBe(1000);
    sent.handleTimeout(1000);
    expect([sent.count, sent.nextTimeout()]).toEqual([0, Infinity]);
  });

  it('hold no more after a million packets than after a thousand', () => {
    const sent = new SentPackets(LIMITS);
    feed(sent, 1000);
    const before = [sent.count, sent.heldBytes];
    feed(sent, 1_000_000, 1000);
    expect([sent.count, sent.heldBytes]).toEqual(before);
  });
});
