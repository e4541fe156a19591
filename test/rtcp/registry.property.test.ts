import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeUint32 } from '../../src/bytes/big-endian.js';
import { Reject } from '../../src/errors.js';
import { parseCompoundPacket, serializeCompoundPacket } from '../../src/rtcp/compound-packet.js';
import { formatOfHeader, formatOfType, rtcpPacketFormats, type RtcpPacket } from '../../src/rtcp/registry.js';
import { readRtcpHeader, writeRtcpHeader, type RtcpHeader } from '../../src/rtcp/rtcp-header.js';
import { processorMs } from '../peers/processor-time.js';
import { fiveBits, uint8, words } from './arbitrary-fields.js';
import { arbitraryPackets } from './arbitrary-packets.js';

const reducedSize = true;

/** A copy that ends where its buffer ends, so that reading past it gives `undefined` and not a neighbour's octets. */
function cut(bytes: Uint8Array, length: number): Uint8Array {
  return bytes.slice(0, length);
}

describe('the registry of RTCP packets', () => {
  const types = rtcpPacketFormats.map((format) => format.type);

  it('has each type once, and a sample of each', () => {
    expect(new Set(types).size).toBe(types.length);
    expect([...types, 'unknown'].toSorted()).toEqual(Object.keys(arbitraryPackets).toSorted());
    for (const format of rtcpPacketFormats) expect(formatOfType(format.type)).toBe(format);
    expect(formatOfType('toString')).toBeUndefined();
  });

  it('has each number once: payload type, format and application', () => {
    const numbers = rtcpPacketFormats.map(({ payloadType, feedbackMessageType, applicationIdentifier }) =>
      [payloadType, feedbackMessageType, applicationIdentifier].join('/'),
    );
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it.each(Object.entries<fc.Arbitrary<RtcpPacket>>(arbitraryPackets))('knows %s by its header', (type, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (packet) => {
        const bytes = serializeCompoundPacket([packet], { reducedSize });
        expect(formatOfHeader(bytes, readRtcpHeader(bytes, 0) as RtcpHeader).type).toBe(type);
      }),
      { numRuns: 20 },
    );
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

  it('B20, B21, B23, B24, B26, B28: with a shorter length field it never throws and never reads past its end', () => {
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
  /** Numbers by which packets are known, and some by which none is. */
  const numbers = fc.oneof(
    fc.constantFrom(
      ...rtcpPacketFormats.map(({ payloadType, feedbackMessageType }) => [payloadType, feedbackMessageType]),
    ),
    fc.tuple(fc.constantFrom(205, 206, 208), fiveBits),
  );
  const almostPacket = fc
    .tuple(numbers, fiveBits, words, fc.boolean())
    .map(([[payloadType = 0, feedbackMessageType], count, body, padded]) =>
      Uint8Array.of((padded ? 0xa0 : 0x80) | (feedbackMessageType ?? count), payloadType, 0, body.length / 4, ...body),
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

  it.each(rtcpPacketFormats)('read the longest $type there can be in linear time, whatever fills it', (format) => {
    const { payloadType, feedbackMessageType, applicationIdentifier = 0 } = format;
    for (const filling of [0x00, 0x01, 0x3f, 0x40, 0x7f, 0x80, 0xff]) {
      for (const count of feedbackMessageType === undefined ? [0, 1, 31] : [feedbackMessageType]) {
        const bytes = new Uint8Array(65_504).fill(filling);
        writeRtcpHeader(bytes, 0, count, payloadType, bytes.length);
        if (applicationIdentifier !== 0) writeUint32(bytes, 12, applicationIdentifier);
        // 278 000 sequence numbers of a NACK take 10 ms; what is quadratic takes seconds.
        expect(processorMs(() => parseCompoundPacket(bytes, { reducedSize }))).toBeLessThan(500);
      }
    }
  });
});
