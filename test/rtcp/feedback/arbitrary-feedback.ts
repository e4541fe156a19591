/** Any feedback messages. */

import * as fc from 'fast-check';
import type { RtcpPacket } from '../../../src/rtcp/registry.js';
import { uint8, uint16, uint32, words } from '../arbitrary-fields.js';
import { arbitraryCongestionControlFeedback, arbitraryTransportWideFeedback } from './arbitrary-arrivals.js';

type Feedback = Extract<RtcpPacket, { mediaSsrc: number } | { type: 'congestion-control-feedback' }>;

const sources = { ssrc: uint32, mediaSsrc: uint32 };

function bitRate(mantissaBits: number): fc.Arbitrary<number> {
  const mantissa = fc.integer({ min: 0, max: 2 ** mantissaBits - 1 });
  return fc.tuple(mantissa, fc.integer({ min: 0, max: 63 })).map(([value, exponent]) => value * 2 ** exponent);
}

const limit = fc.record({ ssrc: uint32, bitRate: bitRate(17), overhead: fc.integer({ min: 0, max: 511 }) });

/** Runs of lost packets, near 65535, too, and numbers in no order. */
const sequenceNumbers = fc
  .array(fc.tuple(fc.oneof(uint16, fc.integer({ min: 65_520, max: 65_535 })), fc.uniqueArray(fc.nat(20))), {
    minLength: 1,
    maxLength: 8,
  })
  .map((runs) => runs.flatMap(([first, steps]) => [first, ...steps.map((step) => (first + step) & 0xffff)]));

const bits = fc.integer({ min: 0, max: 300 }).chain((bitLength) =>
  fc.uint8Array({ minLength: Math.ceil(bitLength / 8), maxLength: Math.ceil(bitLength / 8) }).map((bitString) => {
    if (bitLength % 8 > 0) bitString[bitString.length - 1]! &= 0xff00 >>> (bitLength % 8);
    return { bitString, bitLength };
  }),
);

/** Feedback of every type; a type that is registered and missing here fails to compile. */
export const arbitraryFeedback: {
  readonly [Type in Feedback['type']]: fc.Arbitrary<Extract<Feedback, { type: Type }>>;
} = {
  'generic-nack': fc.record({ type: fc.constant('generic-nack'), ...sources, sequenceNumbers }),
  'transport-wide-feedback': arbitraryTransportWideFeedback,
  'congestion-control-feedback': arbitraryCongestionControlFeedback,
  'temporary-maximum-media-bit-rate-request': fc.record({
    type: fc.constant('temporary-maximum-media-bit-rate-request'),
    ...sources,
    entries: fc.array(limit, { minLength: 1 }),
  }),
  'temporary-maximum-media-bit-rate-notification': fc.record({
    type: fc.constant('temporary-maximum-media-bit-rate-notification'),
    ...sources,
    entries: fc.array(limit),
  }),
  'rapid-resynchronization-request': fc.record({ type: fc.constant('rapid-resynchronization-request'), ...sources }),
  'picture-loss-indication': fc.record({ type: fc.constant('picture-loss-indication'), ...sources }),
  'slice-loss-indication': fc.record({
    type: fc.constant('slice-loss-indication'),
    ...sources,
    slices: fc.array(
      fc.record({
        first: fc.integer({ min: 0, max: 0x1fff }),
        number: fc.integer({ min: 0, max: 0x1fff }),
        pictureId: fc.integer({ min: 0, max: 63 }),
      }),
      { minLength: 1 },
    ),
  }),
  'reference-picture-selection-indication': bits.chain((string) =>
    fc.record({
      type: fc.constant('reference-picture-selection-indication'),
      ...sources,
      payloadType: fc.integer({ min: 0, max: 127 }),
      bitString: fc.constant(string.bitString),
      bitLength: fc.constant(string.bitLength),
    }),
  ),
  'full-intra-request': fc.record({
    type: fc.constant('full-intra-request'),
    ...sources,
    entries: fc.array(fc.record({ ssrc: uint32, sequenceNumber: uint8 }), { minLength: 1 }),
  }),
  'receiver-estimated-maximum-bit-rate': fc.record({
    type: fc.constant('receiver-estimated-maximum-bit-rate'),
    ...sources,
    bitRate: bitRate(18),
    ssrcs: fc.array(uint32, { maxLength: 255 }),
  }),
  'application-layer-feedback': fc.record({ type: fc.constant('application-layer-feedback'), ...sources, data: words }),
};
