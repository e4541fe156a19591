import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReceptionStatistics } from '../../../src/session/incoming/reception-statistics.js';
import { ReferenceSource } from '../rfc-3550-reference.js';

const CLOCK_RATE = 8000;

/** Mostly the next number; else loss, reordering, duplication, jumps on both sides of every limit. */
const step = fc.oneof(
  { weight: 8, arbitrary: fc.constant(1) },
  { weight: 2, arbitrary: fc.integer({ min: -3, max: 6 }) },
  { weight: 1, arbitrary: fc.constantFrom(2999, 3000, 3001, -99, -100, -101, 32_767, 32_768) },
);

const packets = fc.array(
  fc.record({ step, ticksBetween: fc.nat(400), delayTicks: fc.nat(4000), report: fc.integer({ min: 0, max: 9 }) }),
  { minLength: 1, maxLength: 300 },
);

describe('RFC 3550 A.1, A.3, A.8 against the text of the RFC, whose own judgement of jumps is followed', () => {
  it('gives the same reports on every trace, across both wraps', () => {
    const property = fc.property(
      fc.constantFrom(0, 65_530, 32_000),
      fc.constantFrom(0, 2 ** 32 - 1000, 2 ** 31 - 1000),
      packets,
      (firstSequenceNumber, firstTimestamp, drawn) => {
        const statistics = new ReceptionStatistics(firstSequenceNumber);
        const reference = new ReferenceSource(firstSequenceNumber, 0);
        let sequenceNumber: number = firstSequenceNumber;
        let ticks = 0;
        for (const packet of drawn) {
          const timestamp = (firstTimestamp + ticks) >>> 0;
          const arrival = ticks + packet.delayTicks;
          const { badSeq } = reference;
          if (reference.updateSeq(sequenceNumber)) {
            if (badSeq !== reference.badSeq) {
              statistics.restart(sequenceNumber);
              // A.8 says nothing of a restart; with the old timestamps, its first packet would be jitter of hours.
              reference.transit = undefined;
            }
            statistics.count(sequenceNumber);
            statistics.measureJitter((arrival * 1000) / CLOCK_RATE, timestamp, CLOCK_RATE);
            reference.updateJitter(arrival, timestamp);
          }
          expect(statistics.jitter).toBeCloseTo(reference.jitter, 6);
          if (packet.report === 0) expect(statistics.report()).toEqual(reference.report());
          sequenceNumber = (sequenceNumber + packet.step) & 0xffff;
          ticks += packet.ticksBetween;
        }
        expect(statistics.report()).toEqual(reference.report());
      },
    );
    fc.assert(property, { numRuns: 500 });
  });
});
