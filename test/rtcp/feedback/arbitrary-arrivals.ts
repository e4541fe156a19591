/** Any arrivals of packets, as feedback for congestion control tells of them. */

import * as fc from 'fast-check';
import type { CongestionControlFeedback } from '../../../src/rtcp/feedback/congestion-control-feedback.js';
import type { PacketArrival, TransportWideFeedback } from '../../../src/rtcp/feedback/transport-wide-feedback.js';

const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const uint16 = fc.integer({ min: 0, max: 0xffff });

/** A packet received, after so many that were not, and so much later than the one before; most are near, some are far. */
const step = fc.tuple(
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(0) },
    fc.integer({ min: 1, max: 20 }),
    fc.integer({ min: 1, max: 9000 }),
  ),
  fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 255 }) }, fc.integer({ min: -0x8000, max: 0x7fff })),
);

const fixed = fc.record({
  ssrc: uint32,
  mediaSsrc: uint32,
  baseSequenceNumber: uint16,
  referenceTime: fc.integer({ min: -0x80_0000, max: 0x7f_ffff }),
  feedbackPacketCount: fc.integer({ min: 0, max: 255 }),
});

export const arbitraryTransportWideFeedback: fc.Arbitrary<TransportWideFeedback> = fc
  .tuple(fixed, fc.array(step, { maxLength: 60 }), fc.integer({ min: 0, max: 30 }))
  .map(([feedback, steps, lostAtEnd]) => {
    const arrivals: PacketArrival[] = [];
    let [place, ticks] = [0, 0];
    for (const [lost, delta] of steps) {
      if (place + lost > 0xfff0) break;
      place += lost;
      ticks += delta;
      arrivals.push({ sequenceNumber: (feedback.baseSequenceNumber + place++) & 0xffff, ticks });
    }
    const told = { packetStatusCount: Math.min(place + lostAtEnd, 0xffff), arrivals };
    return Object.assign({ type: 'transport-wide-feedback' as const }, feedback, told);
  });

const metric = fc.record({
  ecn: fc.integer({ min: 0, max: 3 }),
  arrivalTimeOffset: fc.integer({ min: 0, max: 0x1fff }),
});

export const arbitraryCongestionControlFeedback: fc.Arbitrary<CongestionControlFeedback> = fc.record({
  type: fc.constant('congestion-control-feedback'),
  ssrc: uint32,
  reports: fc.array(
    fc.record({
      ssrc: uint32,
      beginSequenceNumber: uint16,
      packets: fc.array(fc.option(metric, { nil: undefined }), { maxLength: 20 }),
    }),
    { maxLength: 5 },
  ),
  reportTimestamp: uint32,
});
