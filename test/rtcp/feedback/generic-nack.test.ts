import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../../src/rtcp/compound-packet.js';
import type { GenericNack } from '../../../src/rtcp/feedback/generic-nack.js';
import { hex } from '../../hex.js';
import { accept, acceptReduced, refuse } from '../accept.js';

function nack(...sequenceNumbers: number[]): GenericNack {
  return { type: 'generic-nack', ssrc: 1, mediaSsrc: 2, sequenceNumbers };
}

function write(...sequenceNumbers: number[]): Uint8Array {
  return serializeCompoundPacket([nack(...sequenceNumbers)], { reducedSize: true });
}

describe('RFC 4585 §6.2.1 generic NACK', () => {
  it.each<[string, string, number[]]>([
    ['one packet', '81cd0003 00000001 00000002 0064 0000', [100]],
    ['the next and the sixteenth after it', '81cd0003 00000001 00000002 0064 8001', [100, 101, 116]],
    [
      'all seventeen',
      '81cd0003 00000001 00000002 0000 ffff',
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
    ],
    ['the seventeenth after it, in an entry of its own', '81cd0004 00000001 00000002 0064 0000 0075 0000', [100, 117]],
    ['numbers across the wrap', '81cd0003 00000001 00000002 fffe 0005', [65_534, 65_535, 1]],
    ['one number twice', '81cd0004 00000001 00000002 0005 0000 0005 0000', [5, 5]],
    ['numbers that fall', '81cd0004 00000001 00000002 0006 0000 0005 0000', [6, 5]],
  ])('reads and writes %s', (_, octets, sequenceNumbers) => {
    expect(acceptReduced(octets)).toEqual([nack(...sequenceNumbers)]);
    expect(write(...sequenceNumbers)).toEqual(hex(octets));
  });

  // Captured from rtpbin of GStreamer 1.22.0, do-retransmission=true, profile AVPF.
  it('reads what GStreamer sends and writes the same octets', () => {
    const octets = `80c90001 8a073e1d 81ca0009 8a073e1d 011b7573657233303031393438363740686f73742d3235333232313630 000000
      81cd0005 8a073e1d 01020304 5aa10000 5ab72000 5ad100c0`;
    const packets = accept(octets);
    expect(packets[2]).toEqual({
      type: 'generic-nack',
      ssrc: 0x8a07_3e1d,
      mediaSsrc: 0x0102_0304,
      sequenceNumbers: [0x5aa1, 0x5ab7, 0x5ac5, 0x5ad1, 0x5ad8, 0x5ad9],
    });
    expect(serializeCompoundPacket(packets)).toEqual(hex(octets));
  });

  it('B26: refuses one of no, one or two words, and one without entries', () => {
    for (const [octets, offset] of [
      ['81cd0000', 4],
      ['81cd0001 00000001', 8],
      ['80c90001 00000001 81cd0001 00000001', 16],
    ] as const) {
      expect(refuse(octets, { reducedSize: true })).toBe(`shorter-than-feedback-header at ${offset} (RFC 4585 §6.1)`);
    }
    expect(refuse('81cd0002 00000001 00000002', { reducedSize: true })).toBe(
      'feedback-without-entries at 12 (RFC 4585 §6.2.1)',
    );
    expect(refuse('a1cd0003 00000001 00000002 00000004', { reducedSize: true })).toMatch(/^feedback-without-entries/);
  });

  it('B26: takes the number of entries from its own length, not from what follows', () => {
    const packets = accept('80c90001 00000001 81cd0003 00000001 00000002 00640000 80c90001 00000003');
    expect(packets).toEqual([
      { type: 'receiver-report', ssrc: 1, reportBlocks: [] },
      nack(100),
      { type: 'receiver-report', ssrc: 3, reportBlocks: [] },
    ]);
  });

  it('B26: reads the most that a datagram can ask for', () => {
    const [packet] = acceptReduced(`81cd3ffe 00000001 00000002 ${'0000ffff'.repeat(16_380)}`);
    expect(packet).toMatchObject({ type: 'generic-nack', sequenceNumbers: { length: 17 * 16_380 } });
  });

  it('throws a RangeError for no numbers and for what is none', () => {
    expect(() => write()).toThrow('sequenceNumbers.length is 0');
    expect(() => write(65_536)).toThrow(RangeError);
    expect(() => write(-1)).toThrow(RangeError);
    expect(() => serializeCompoundPacket([{ ...nack(1), mediaSsrc: 2 ** 32 }], { reducedSize: true })).toThrow(
      'mediaSsrc is 4294967296',
    );
  });
});
