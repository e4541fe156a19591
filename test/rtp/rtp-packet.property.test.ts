import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reject } from '../../src/errors.js';
import { findHeaderExtension, readHeaderExtensions } from '../../src/rtp/header-extension.js';
import { parseRtpPacket, type RtpPacket } from '../../src/rtp/rtp-packet.js';
import { serializeRtpPacket, type RtpPacketFields } from '../../src/rtp/serialize-rtp-packet.js';
import { parseNaively, type NaivePacket } from './naive-rtp-parser.js';

const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const fields: fc.Arbitrary<RtpPacketFields> = fc.record({
  payloadType: fc.integer({ min: 0, max: 127 }),
  marker: fc.boolean(),
  sequenceNumber: fc.integer({ min: 0, max: 0xffff }),
  timestamp: uint32,
  ssrc: uint32,
  csrcs: fc.array(uint32, { maxLength: 15 }),
  extensions: fc.array(fc.record({ id: fc.integer({ min: 1, max: 20 }), data: fc.uint8Array({ maxLength: 20 }) }), {
    maxLength: 6,
  }),
  payload: fc.uint8Array({ maxLength: 60 }),
  paddingLength: fc.integer({ min: 0, max: 255 }),
});

/** Octets that look like a packet more often than chance would have it. */
const almostPacket = fc
  .tuple(fc.constantFrom(0x80, 0x90, 0xa0, 0xb0, 0x8f, 0xb3, 0x00), fc.uint8Array({ maxLength: 80 }))
  .map(([first, rest]) => Uint8Array.of(first, ...rest));

function asNaive(packet: RtpPacket | Reject): NaivePacket | undefined {
  if (packet instanceof Reject) return undefined;
  const { payloadType, marker, sequenceNumber, timestamp, ssrc, csrcs, payload, paddingLength } = packet;
  const data = packet.bytes.slice(packet.extensionOffset, packet.extensionOffset + packet.extensionLength);
  const extension = packet.extensionProfile === -1 ? undefined : { profile: packet.extensionProfile, data };
  return { payloadType, marker, sequenceNumber, timestamp, ssrc, csrcs, extension, payload, paddingLength };
}

describe('RFC 3550 §5.1 packets, any fields', () => {
  it('what is serialized is parsed to the same values', () => {
    fc.assert(
      fc.property(fields, (given) => {
        const packet = parseRtpPacket(serializeRtpPacket(given)) as RtpPacket;
        const { extensions, ...plain } = given;
        expect(packet).toMatchObject({ payloadType: given.payloadType, marker: given.marker });
        expect(asNaive(packet)).toMatchObject(plain);
        const read = readHeaderExtensions(packet);
        if (read instanceof Reject) throw new Error(String(read));
        expect(read.map(({ id, data }) => ({ id, data }))).toEqual(extensions);
      }),
    );
  });

  it('one element is found where reading all of them finds it first', () => {
    fc.assert(
      fc.property(fc.oneof(almostPacket, fields.map(serializeRtpPacket)), (bytes) => {
        const packet = parseRtpPacket(bytes);
        if (packet instanceof Reject) return;
        const elements = readHeaderExtensions(packet);
        if (elements instanceof Reject) return;
        for (let id = 1; id <= 21; id++) {
          const first = elements.find((element) => element.id === id);
          const length = first?.length ?? 4;
          expect(findHeaderExtension(packet, id, length)).toBe(first?.offset ?? -1);
          expect(findHeaderExtension(packet, id, length + 1)).toBe(-1);
        }
      }),
    );
  });

  it('a second parser, written from the RFC alone, reads the same or refuses the same', () => {
    fc.assert(
      fc.property(fc.oneof(almostPacket, fields.map(serializeRtpPacket)), (bytes) => {
        expect(asNaive(parseRtpPacket(bytes))).toEqual(parseNaively(bytes));
      }),
      { numRuns: 1000 },
    );
  });

  it('every getter of an accepted packet works, and nothing lies outside the datagram', () => {
    fc.assert(
      fc.property(almostPacket, (bytes) => {
        const packet = parseRtpPacket(bytes);
        if (packet instanceof Reject) {
          expect(packet.offset).toBeLessThanOrEqual(bytes.length);
          return;
        }
        expect(packet.payloadOffset).toBeLessThanOrEqual(packet.payloadEnd);
        expect(packet.payloadEnd + packet.paddingLength).toBe(bytes.length);
        expect(packet.csrcs).toHaveLength(packet.csrcCount);
        for (const element of elementsOf(packet)) {
          expect(element.data).toHaveLength(element.length);
          expect(element.offset + element.length).toBeLessThanOrEqual(packet.extensionOffset + packet.extensionLength);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

function elementsOf(packet: RtpPacket): Exclude<ReturnType<typeof readHeaderExtensions>, Reject> {
  const elements = readHeaderExtensions(packet);
  return elements instanceof Reject ? [] : elements;
}
