/** Any RTCP packets, for every suite that draws some. */

import * as fc from 'fast-check';
import { formatOfPayloadType, type RtcpPacket } from '../../src/rtcp/registry.js';
import type { SourceDescriptionItem } from '../../src/rtcp/source-description-item.js';
import { arbitraryBlock } from './extended-reports/arbitrary-blocks.js';
import { arbitraryCongestionControlFeedback, arbitraryTransportWideFeedback } from './feedback/arbitrary-arrivals.js';

export const uint32: fc.Arbitrary<number> = fc.integer({ min: 0, max: 0xffff_ffff });
export const uint8: fc.Arbitrary<number> = fc.integer({ min: 0, max: 0xff });
export const fiveBits: fc.Arbitrary<number> = fc.integer({ min: 0, max: 31 });
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
export const words: fc.Arbitrary<Uint8Array> = fc
  .array(fc.tuple(uint8, uint8, uint8, uint8), { maxLength: 8 })
  .map((list) => Uint8Array.from(list.flat()));
const extension = fc.oneof(
  fc.constant(undefined),
  words.filter((bytes) => bytes.length > 0),
);

const reportBlocks = fc.array(
  fc.record({
    ssrc: uint32,
    fractionLost: uint8,
    cumulativeLost: fc.integer({ min: -0x80_0000, max: 0x7f_ffff }),
    extendedHighestSequenceNumber: uint32,
    interarrivalJitter: uint32,
    lastSenderReport: uint32,
    delaySinceLastSenderReport: uint32,
  }),
  { maxLength: 31 },
);

const item: fc.Arbitrary<SourceDescriptionItem> = fc.oneof(
  fc.record({
    type: fc.constantFrom('CNAME', 'NAME', 'EMAIL', 'PHONE', 'LOC', 'TOOL', 'NOTE'),
    value: text,
  }),
  fc.record({ type: fc.constant('PRIV'), prefix: text, value: text }),
  fc.record({
    type: fc.constant('unknown'),
    itemType: fc.integer({ min: 9, max: 255 }),
    value: fc.uint8Array({ maxLength: 255 }),
  }),
);

/** Packets of every type; a type that is registered and missing here fails to compile. */
export const arbitraryPackets: {
  readonly [Type in RtcpPacket['type']]: fc.Arbitrary<Extract<RtcpPacket, { type: Type }>>;
} = {
  'sender-report': fc.record({
    type: fc.constant('sender-report'),
    ssrc: uint32,
    ntpTimestamp: fc.record({ seconds: uint32, fraction: uint32 }),
    rtpTimestamp: uint32,
    senderPacketCount: uint32,
    senderOctetCount: uint32,
    reportBlocks,
    profileExtension: extension,
  }),
  'receiver-report': fc.record({
    type: fc.constant('receiver-report'),
    ssrc: uint32,
    reportBlocks,
    profileExtension: extension,
  }),
  'source-description': fc.record({
    type: fc.constant('source-description'),
    chunks: fc.array(fc.record({ ssrc: uint32, items: fc.array(item, { maxLength: 10 }) }), { maxLength: 31 }),
  }),
  goodbye: fc.record({
    type: fc.constant('goodbye'),
    ssrcs: fc.array(uint32, { maxLength: 31 }),
    reason: fc.option(text, { nil: undefined }),
  }),
  'application-defined': fc.record({
    type: fc.constant('application-defined'),
    subtype: fiveBits,
    ssrc: uint32,
    name: fc.array(uint8, { minLength: 4, maxLength: 4 }).map((octets) => String.fromCharCode(...octets)),
    data: words,
  }),
  'transport-wide-feedback': arbitraryTransportWideFeedback,
  'congestion-control-feedback': arbitraryCongestionControlFeedback,
  'extended-report': fc.record({
    type: fc.constant('extended-report'),
    ssrc: uint32,
    blocks: fc.array(arbitraryBlock, { maxLength: 6 }),
  }),
  unknown: fc.record({
    type: fc.constant('unknown'),
    payloadType: uint8.filter((number) => formatOfPayloadType(number).type === 'unknown'),
    count: fiveBits,
    body: words,
  }),
};
