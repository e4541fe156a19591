import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BitRateLimit } from '../../../src/rtcp/index.js';
import { boundingSet } from '../../../src/session/feedback/bounding-set.js';

const limit = fc.record({ ssrc: fc.nat(0xffff), bitRate: fc.nat(1000), overhead: fc.nat(20) });

/** What all of the limits leave for media at one packet rate. */
function left(limits: readonly BitRateLimit[], packetRate: number): number {
  return Math.min(...limits.map(({ bitRate, overhead }) => bitRate - 8 * overhead * packetRate));
}

describe('RFC 5104 §3.5.4.2 bounding set', () => {
  it('leaves for media what all limits leave, at every packet rate at which they leave anything', () => {
    fc.assert(
      fc.property(
        fc.array(limit, { minLength: 1, maxLength: 30 }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (limits, packetRate) => {
          const all = left(limits, packetRate);
          const binding = left(boundingSet(limits), packetRate);
          if (all >= 0) expect(binding).toBeCloseTo(all, 6);
          else expect(binding).toBeLessThan(1e-6);
        },
      ),
    );
  });

  it('has no limit that could be left out', () => {
    fc.assert(
      fc.property(fc.array(limit, { minLength: 2, maxLength: 30 }), (limits) => {
        const binding = boundingSet(limits);
        for (const [index, { overhead }] of binding.entries()) {
          const next = binding[index + 1];
          expect(next === undefined || next.overhead > overhead).toBe(true);
          if (binding.length > 1) expect(isNeeded(binding, index)).toBe(true);
        }
      }),
    );
  });

  /** By hand: 35 kbit/s with 40 octets and 40 with 60 cross at 31 packets a second; at 109 the first leaves nothing. */
  it('takes of two the one that binds at no packets, and the other where they cross before nothing is left', () => {
    const a = { ssrc: 1, bitRate: 35_000, overhead: 40 };
    const b = { ssrc: 2, bitRate: 40_000, overhead: 60 };
    const c = { ssrc: 3, bitRate: 40_000, overhead: 40 };
    expect(boundingSet([b, a, c])).toEqual([a, b]);
    expect(boundingSet([c])).toEqual([c]);
    expect(boundingSet([a, { ...b, bitRate: 60_000 }])).toEqual([a]);
    expect(boundingSet([])).toEqual([]);
  });
});

/** Whether there is a packet rate at which more would be left without it. */
function isNeeded(binding: readonly BitRateLimit[], index: number): boolean {
  const others = binding.toSpliced(index, 1);
  const crossings = binding.slice(1).map((more, at) => {
    const less = binding[at]!;
    return (more.bitRate - less.bitRate) / (8 * (more.overhead - less.overhead));
  });
  const from = index === 0 ? 0 : crossings[index - 1]!;
  const to = crossings[index] ?? from + 1;
  const middle = (from + to) / 2;
  return left(others, middle) > left(binding, middle);
}
