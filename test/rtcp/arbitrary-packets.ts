/** Any RTCP packets, for every suite that draws some. */

import * as fc from 'fast-check';
import { formatOfHeader, type RtcpPacket } from '../../src/rtcp/registry.js';
import type { SourceDescriptionItem } from '../../src/rtcp/source-description-item.js';
import { fiveBits, uint8, uint32, words } from './arbitrary-fields.js';
import { arbitraryBlock } from './extended-reports/arbitrary-blocks.js';
import { arbitraryFeedback } from './feedback/arbitrary-feedback.js';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
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
  'extended-report': fc.record({
    type: fc.constant('extended-report'),
    ssrc: uint32,
    blocks: fc.array(arbitraryBlock, { maxLength: 6 }),
  }),
  ...arbitraryFeedback,
  unknown: fc
    .record({
      type: fc.constant('unknown'),
      payloadType: fc.oneof(uint8, fc.constantFrom(205, 206)),
      count: fiveBits,
      body: words,
    })
    .filter(({ payloadType, count, body }) => {
      const header = { payloadType, count, offset: 0, end: body.length, next: body.length };
      return formatOfHeader(body, header).type === 'unknown';
    }),
};
