import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../../src/rtcp/compound-packet.js';
import { chunkCoverage, eachStatusChunk, symbolOfChunk } from '../../../src/rtcp/feedback/packet-status-chunk.js';
import type { PacketArrival, TransportWideFeedback } from '../../../src/rtcp/feedback/transport-wide-feedback.js';
import { hex } from '../../hex.js';
import { acceptReduced, refuse } from '../accept.js';

const SECTION = 'draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1';
const reducedSize = true;
/** Header with both sources, and the reference time 0 with the count 0. */
const compound = (length: string, base: string, count: string, rest: string): string =>
  `8f cd ${length} 00000001 00000002 ${base} ${count} 00000000 ${rest}`;

/** Arrivals one behind the other, each so much later than the one before. */
function arrivals(first: number, ...deltas: number[]): PacketArrival[] {
  let ticks = 0;
  return deltas.map((delta, index) => ({ sequenceNumber: (first + index) & 0xffff, ticks: (ticks += delta) }));
}

function feedback(told: Partial<TransportWideFeedback>): TransportWideFeedback {
  return {
    type: 'transport-wide-feedback',
    ssrc: 1,
    mediaSsrc: 2,
    baseSequenceNumber: 0,
    packetStatusCount: 0,
    referenceTime: 0,
    feedbackPacketCount: 0,
    arrivals: [],
    ...told,
  };
}

function chunksOf(symbols: readonly number[]): string[] {
  const chunks: string[] = [];
  eachStatusChunk(Uint8Array.from(symbols), (chunk) => chunks.push(chunk.toString(16).padStart(4, '0')));
  return chunks;
}

describe('draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1.3, §3.1.4 packet status chunks', () => {
  // The examples of both sections; the second has the reserved symbol, which is why it is read and not written.
  it.each<[string, number, number[]]>([
    ['a run', 0x00dd, Array.from({ length: 221 }, () => 0)],
    ['a run of the reserved symbol', 0x6018, Array.from({ length: 24 }, () => 3)],
    ['a vector of one-bit symbols', 0x9f1c, [0, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0]],
    ['a vector of two-bit symbols', 0xcd50, [0, 3, 1, 1, 1, 0, 0]],
  ])('reads %s', (_, chunk, symbols) => {
    expect(Array.from({ length: chunkCoverage(chunk) }, (_place, place) => symbolOfChunk(chunk, place))).toEqual(
      symbols,
    );
  });

  it('writes the kind of chunk that takes most', () => {
    expect(chunksOf([0, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0])).toEqual(['9f1c']);
    expect(chunksOf(Array.from({ length: 221 }, () => 0))).toEqual(['00dd']);
    expect(chunksOf([1, 2, 0, 0, 0, 0, 1])).toEqual(['d801']);
    expect(chunksOf([1, 0, 1])).toEqual(['a800']);
    expect(chunksOf([2, 2, 2])).toEqual(['4003']);
    expect(chunksOf(Array.from({ length: 8192 }, () => 1))).toEqual(['3fff', '2001']);
  });

  it('never needs more chunks than vectors alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 200 }), (symbols) => {
        const chunks = chunksOf(symbols);
        const read = chunks.flatMap((text) => {
          const chunk = Number.parseInt(text, 16);
          return Array.from({ length: chunkCoverage(chunk) }, (_, place) => symbolOfChunk(chunk, place));
        });
        expect(read.slice(0, symbols.length)).toEqual(symbols);
        expect(read.slice(symbols.length).every((symbol) => symbol === 0)).toBe(true);
        expect(chunks.length).toBeLessThanOrEqual(Math.ceil(symbols.length / 7));
      }),
    );
  });
});

describe('draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1 transport-wide feedback', () => {
  // Octets and values of the tests of pion/rtcp and webrtc-rs, which were taken from Chrome: filled up to a word by what the
  // padding bit announces, 1 or 3 octets.
  it.each<[string, string, Partial<TransportWideFeedback>]>([
    [
      'one packet',
      'afcd0005 fa17fa17 43032fa0 00990001 3de80217 20019401',
      {
        ssrc: 4_195_875_351,
        mediaSsrc: 1_124_282_272,
        baseSequenceNumber: 153,
        packetStatusCount: 1,
        referenceTime: 4_057_090,
        feedbackPacketCount: 23,
        arrivals: arrivals(153, 148),
      },
    ],
    [
      'large deltas',
      '8fcd0007 fa17fa17 193dd8bb 01740006 45b15a40 40022004 1ffe1f9a d000d000',
      { packetStatusCount: 6, feedbackPacketCount: 64, arrivals: arrivals(372, 8190, 8090, 208, 0, 208, 0) },
    ],
    [
      'a run of small deltas',
      'afcd0007 fa17fa17 193dd8bb 00040007 10636e01 20074c24 24100c0c 10000003',
      { referenceTime: 1_074_030, packetStatusCount: 7, arrivals: arrivals(4, 76, 36, 36, 16, 12, 12, 16) },
    ],
    [
      'a vector, with more padding announced than there is room',
      'afcd0006 fa17fa17 193dd8bb 0001000e 10636d00 ba00100c 0c100003',
      {
        packetStatusCount: 14,
        arrivals: [
          { sequenceNumber: 1, ticks: 16 },
          { sequenceNumber: 2, ticks: 28 },
          { sequenceNumber: 3, ticks: 40 },
          { sequenceNumber: 5, ticks: 56 },
        ],
      },
    ],
    [
      'a run that goes on behind the last packet',
      'afcd0007 9b74f61f 9371dcbc 853c0009 63f916b3 d5520030 9baa6aaa 7b010901',
      {
        referenceTime: 6_551_830,
        feedbackPacketCount: 179,
        packetStatusCount: 9,
        arrivals: [
          ...arrivals(34_108, 155, 170, 106, 170, 123),
          { sequenceNumber: 34_114, ticks: 155 + 170 + 106 + 170 + 123 + 265 },
        ],
      },
    ],
  ])('reads %s', (_, octets, expected) => {
    expect(acceptReduced(octets)).toMatchObject([expected]);
  });

  it('writes what it reads, filled up with zeros', () => {
    const told = feedback({
      baseSequenceNumber: 0xfffe,
      packetStatusCount: 5,
      referenceTime: -2,
      feedbackPacketCount: 255,
      arrivals: [
        { sequenceNumber: 0xfffe, ticks: 255 },
        { sequenceNumber: 0, ticks: 254 },
        { sequenceNumber: 2, ticks: 510 },
      ],
    });
    const octets = '8fcd0006 00000001 00000002 fffe0005 fffffeff d220 ff ffff 0100 00';
    expect(serializeCompoundPacket([told], { reducedSize })).toEqual(hex(octets));
    expect(acceptReduced(octets)).toEqual([told]);
  });

  it('B28: takes no more room for runs of 8191 lost packets than for their chunks', () => {
    const [told] = acceptReduced(compound('0008', '0000', 'fff8', '1fff '.repeat(8)));
    expect(told).toMatchObject({ packetStatusCount: 0xfff8, arrivals: [] });
  });

  it('B28: refuses runs of 8191 received packets without their deltas', () => {
    expect(refuse(compound('0008', '0000', 'fff8', '3fff '.repeat(8)), { reducedSize })).toBe(
      `receive-deltas-overrun-packet at 20 (${SECTION})`,
    );
    expect(refuse(compound('0008', '0000', 'ffff', '3fff '.repeat(8)), { reducedSize })).toBe(
      `packet-chunks-overrun-packet at 36 (${SECTION})`,
    );
    expect(refuse(compound('0005', '0000', '1fff', '3fff 0102'), { reducedSize })).toBe(
      `receive-deltas-overrun-packet at 20 (${SECTION})`,
    );
  });

  it('B28: refuses the reserved status 0b11, and does not look at it behind the last packet', () => {
    expect(refuse(compound('0005', '0000', '0002', '6002 0000'), { reducedSize })).toBe(
      `reserved-packet-status at 20 (${SECTION})`,
    );
    const [told] = acceptReduced(compound('0005', '0000', '0001', 'd7ff 0500'));
    expect(told).toMatchObject({ arrivals: [{ sequenceNumber: 0, ticks: 5 }] });
  });

  it('B28: sums the most extreme deltas as they are', () => {
    const told = feedback({ packetStatusCount: 3, arrivals: arrivals(0, -32_768, -32_767, -32_766) });
    const octets = compound('0006', '0000', '0003', '4003 8000 8001 8002');
    expect(acceptReduced(octets)).toEqual([told]);
    expect(serializeCompoundPacket([told], { reducedSize })).toEqual(hex(octets));
  });

  it('B28: reads both sides of the wrap of the reference time', () => {
    const at = (time: string): unknown => acceptReduced(`8fcd0005 00000001 00000002 00000001 ${time}00 20010000`);
    expect(at('7fffff')).toMatchObject([{ referenceTime: 0x7f_ffff }]);
    expect(at('800000')).toMatchObject([{ referenceTime: -0x80_0000 }]);
  });

  it('refuses what ends before its counts, and chunks of no packets that never end', () => {
    expect(refuse('8fcd0002 00000001 00000002', { reducedSize })).toBe(`packet-status-missing at 12 (${SECTION})`);
    expect(refuse(compound('0006', '0000', '0001', '2000 2000 0000 0000'), { reducedSize })).toBe(
      `packet-chunks-overrun-packet at 28 (${SECTION})`,
    );
  });

  it.each<[string, Partial<TransportWideFeedback>]>([
    ['baseSequenceNumber is 65536', { baseSequenceNumber: 65_536 }],
    ['packetStatusCount is -1', { packetStatusCount: -1 }],
    ['referenceTime is 8388608', { referenceTime: 0x80_0000 }],
    ['feedbackPacketCount is 256', { feedbackPacketCount: 256 }],
    ['ticks since the arrival before is 32768', { packetStatusCount: 1, arrivals: arrivals(0, 32_768) }],
    ['ticks since the arrival before is 0.5', { packetStatusCount: 1, arrivals: arrivals(0, 0.5) }],
    ['sequenceNumber is 1', { packetStatusCount: 1, arrivals: arrivals(1, 0) }],
    ['sequenceNumber is 0', { packetStatusCount: 2, arrivals: [...arrivals(0, 0), ...arrivals(0, 0)] }],
    ['mediaSsrc is -1', { mediaSsrc: -1 }],
  ])('throws a RangeError: %s', (message, wrong) => {
    expect(() => serializeCompoundPacket([feedback(wrong)], { reducedSize })).toThrow(RangeError);
    expect(() => serializeCompoundPacket([feedback(wrong)], { reducedSize })).toThrow(message);
  });
});
