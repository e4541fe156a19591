import { describe, expect, it } from 'vitest';
import { Gap, JitterBuffer, type SequencedPacket } from '../../src/jitter/index.js';
import { StrayRun } from '../../src/jitter/stray-run.js';

function packet(sequenceNumber: number): SequencedPacket {
  return { sequenceNumber, timestamp: 90 * sequenceNumber };
}

/** After how many of the packets, `intervalMs` apart, the run is believed; `undefined` when it never is. */
function believedAfter(numbers: readonly number[], intervalMs: number, latencyMs = 200): number | undefined {
  const run = new StrayRun<SequencedPacket>(latencyMs);
  for (const [index, number] of numbers.entries()) {
    run.park(index * intervalMs, packet(number));
    if (run.believed) return index + 1;
  }
  return undefined;
}

/** Each pair of neighbours in exchanged order, so that no packet follows its predecessor. */
const OVERTAKING = Array.from({ length: 100 }, (_, index) => index ^ 1);

describe('B74: when strays are believed to be a new beginning', () => {
  it('at five in sequence', () => {
    expect(believedAfter([10, 20, 1, 2, 3, 4, 5], 0)).toBe(7);
  });

  it('after half the latency with nothing else, where packets overtake one another', () => {
    expect(believedAfter(OVERTAKING, 20)).toBe(6);
    expect(believedAfter(OVERTAKING, 20, 1000)).toBe(26);
  });

  it('not before 100 ms, however short the latency: two that were late would be enough', () => {
    expect(believedAfter([0, 1], 99, 0)).toBeUndefined();
    expect(believedAfter([0, 1], 100, 0)).toBe(2);
  });

  it('when there are 64 of them, so that no rate of packets fills more', () => {
    expect(believedAfter(OVERTAKING, 0.1)).toBe(64);
  });

  it('on a link that reorders, with all of its packets', () => {
    const buffer = new JitterBuffer<SequencedPacket>({ latencyMs: 200, clockRate: 90_000 });
    buffer.push(0, packet(0));
    expect(buffer.pop(200)).toEqual(packet(0));
    for (const [index, number] of OVERTAKING.slice(0, 12).entries()) {
      buffer.push(1000 + index * 20, { sequenceNumber: 40_000 + number, timestamp: 1800 * number });
    }
    expect(buffer.pop(1220)).toEqual(new Gap(40_000, 0));
    const out = Array.from({ length: 12 }, () => buffer.pop(2000) as SequencedPacket);
    expect(out.map(({ sequenceNumber }) => sequenceNumber)).toEqual(out.map((_, index) => 40_000 + index));
    expect(buffer.statistics).toMatchObject({ restarts: 1, late: 0, dropped: 0 });
  });
});
