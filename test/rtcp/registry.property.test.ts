import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reject } from '../../src/errors.js';
import { parseCompoundPacket, serializeCompoundPacket } from '../../src/rtcp/compound-packet.js';
import { formatOfPayloadType, formatOfType, rtcpPacketFormats, type RtcpPacket } from '../../src/rtcp/registry.js';
import { arbitraryPackets, fiveBits, uint8, words } from './arbitrary-packets.js';

const reducedSize = true;

/** A copy that ends where its buffer ends, so that reading past it gives `undefined` and not a neighbour's octets. */
function cut(bytes: Uint8Array, length: number): Uint8Array {
  return bytes.slice(0, length);
}

describe('the registry of RTCP packets', () => {
  it('has each type and each number once', () => {
    const types = rtcpPacketFormats.map((format) => format.type);
    const numbers = rtcpPacketFormats.map((format) => format.payloadType);
    expect(new Set(types).size).toBe(types.length);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect([...types, 'unknown'].toSorted()).toEqual(Object.keys(arbitraryPackets).toSorted());
    for (const format of rtcpPacketFormats) {
      expect(formatOfType(format.type)).toBe(format);
      expect(formatOfPayloadType(format.payloadType)).toBe(format);
    }
    expect(formatOfType('toString')).toBeUndefined();
  });
});

describe.each(Object.entries(arbitraryPackets))('every RTCP packet: %s', (_, arbitrary: fc.Arbitrary<RtcpPacket>) => {
  it('comes back as it was sent, in a whole number of words', () => {
    fc.assert(
      fc.property(arbitrary, fc.constantFrom(0, 4, 252), (packet, paddingLength) => {
        const bytes = serializeCompoundPacket([packet], { reducedSize, paddingLength });
        expect(bytes.length % 4).toBe(0);
        expect(bytes.length).toBe(formatOfType(packet.type)!.measure(packet) + paddingLength);
        expect(parseCompoundPacket(bytes, { reducedSize })).toEqual([packet]);
      }),
    );
  });

  it('writes inside the room it measured and leaves nothing of it unwritten', () => {
    fc.assert(
      fc.property(arbitrary, uint8, (packet, filling) => {
        const format = formatOfType(packet.type)!;
        const length = format.measure(packet);
        const bytes = new Uint8Array(length + 8).fill(filling);
        format.write(packet, bytes, 4, length);
        expect(bytes.subarray(0, 4)).toEqual(new Uint8Array(4).fill(filling));
        expect(bytes.subarray(4 + length)).toEqual(new Uint8Array(4).fill(filling));
        expect(bytes.subarray(4, 4 + length)).toEqual(serializeCompoundPacket([packet], { reducedSize }));
      }),
    );
  });

  it('is refused when it is cut short, at every octet', () => {
    fc.assert(
      fc.property(arbitrary, (packet) => {
        const bytes = serializeCompoundPacket([packet], { reducedSize });
        for (let length = 0; length < bytes.length; length++) {
          expect(parseCompoundPacket(cut(bytes, length), { reducedSize })).toBeInstanceOf(Reject);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('B20, B21, B23, B24: with a shorter length field it never throws and never reads past its end', () => {
    fc.assert(
      fc.property(arbitrary, (packet) => {
        const bytes = serializeCompoundPacket([packet], { reducedSize });
        for (let length = 4; length < bytes.length; length += 4) {
          const alone = cut(bytes, length);
          alone[2] = (length / 4 - 1) >>> 8;
          alone[3] = length / 4 - 1;
          const followed = Uint8Array.of(...alone, ...bytes);
          const first = parseCompoundPacket(followed, { reducedSize });
          const whole = parseCompoundPacket(alone, { reducedSize });
          if (whole instanceof Reject) expect(first).toEqual(whole);
          else expect(first).toEqual([...whole, packet]);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('RTCP parsers on octets of no meaning', () => {
  const numbers = [...rtcpPacketFormats.map((format) => format.payloadType), 205];
  const almostPacket = fc
    .tuple(fc.constantFrom(...numbers), fiveBits, words, fc.boolean())
    .map(([payloadType, count, body, padded]) =>
      Uint8Array.of((padded ? 0xa0 : 0x80) | count, payloadType, 0, body.length / 4, ...body),
    );

  it('never throw, and refuse at an offset inside the datagram', () => {
    const octets = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.array(almostPacket, { maxLength: 6 }).map((list) => Uint8Array.from(list.flatMap((packet) => [...packet]))),
    );
    fc.assert(
      fc.property(octets, (bytes) => {
        const packet = parseCompoundPacket(bytes, { reducedSize });
        if (packet instanceof Reject) expect(packet.offset).toBeLessThanOrEqual(bytes.length);
        else expect(packet.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});
