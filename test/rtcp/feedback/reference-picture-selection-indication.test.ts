import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../../src/rtcp/compound-packet.js';
import type { ReferencePictureSelectionIndication } from '../../../src/rtcp/feedback/reference-picture-selection-indication.js';
import { hex } from '../../hex.js';
import { acceptReduced, refuse } from '../accept.js';

const reducedSize = true;

function indication(bitString: string, bitLength: number): ReferencePictureSelectionIndication {
  return {
    type: 'reference-picture-selection-indication',
    ssrc: 1,
    mediaSsrc: 2,
    payloadType: 96,
    bitString: hex(bitString),
    bitLength,
  };
}

describe('RFC 4585 §6.3.3 reference picture selection indication', () => {
  // By hand: PB counts the bits from the end of the string to the end of the word.
  it.each<[string, string, string, number]>([
    ['a string that fills its words', '83ce0004 00000001 00000002 00 60 0102 03040506', '010203040506', 48],
    ['a string of two octets', '83ce0003 00000001 00000002 00 60 0102', '0102', 16],
    ['one octet of padding', '83ce0003 00000001 00000002 08 60 01 00', '01', 8],
    ['eleven bits', '83ce0003 00000001 00000002 05 60 ffe0', 'ffe0', 11],
    ['seventeen bits', '83ce0004 00000001 00000002 1f 60 ffff80 000000', 'ffff80', 17],
    ['no bits', '83ce0003 00000001 00000002 10 60 0000', '', 0],
  ])('reads and writes %s', (_, octets, bitString, bitLength) => {
    expect(acceptReduced(octets)).toEqual([indication(bitString, bitLength)]);
    expect(serializeCompoundPacket([indication(bitString, bitLength)], { reducedSize })).toEqual(hex(octets));
  });

  it('reads whole words of padding and a reserved bit that is set, and writes neither', () => {
    const [packet] = acceptReduced('83ce0004 00000001 00000002 28 e0 01 ff ffffffff');
    expect(packet).toEqual(indication('01', 8));
    expect(serializeCompoundPacket([packet!], { reducedSize })).toEqual(hex('83ce0003 00000001 00000002 08 60 01 00'));
  });

  it('writes zeros behind the last bit', () => {
    const bytes = serializeCompoundPacket([indication('ffff', 11)], { reducedSize });
    expect(bytes).toEqual(hex('83ce0003 00000001 00000002 05 60 ffe0'));
  });

  it('B27: refuses one that ends before the bit string', () => {
    expect(refuse('83ce0002 00000001 00000002', { reducedSize })).toBe('bit-string-missing at 12 (RFC 4585 §6.3.3.2)');
    expect(refuse('a3ce0003 00000001 00000002 00600004', { reducedSize })).toBe(
      'bit-string-missing at 12 (RFC 4585 §6.3.3.2)',
    );
  });

  it('B27: refuses more padding bits than there are bits', () => {
    for (const octets of ['83ce0003 00000001 00000002 11 60 0000', '83ce0003 00000001 00000002 ff 60 0000']) {
      expect(refuse(octets, { reducedSize })).toBe('padding-bits-overrun-packet at 12 (RFC 4585 §6.3.3.2)');
    }
  });

  it.each<[string, Partial<ReferencePictureSelectionIndication>]>([
    ['payloadType is 128', { payloadType: 128 }],
    ['bitString.length is 2', { bitLength: 17 }],
    ['bitString.length is 2', { bitLength: 8 }],
    ['bitLength is -1', { bitLength: -1 }],
    ['bitLength is 1.5', { bitLength: 1.5 }],
  ])('B27: throws a RangeError: %s', (message, wrong) => {
    expect(() => serializeCompoundPacket([{ ...indication('0102', 16), ...wrong }], { reducedSize })).toThrow(message);
  });

  it('B27: throws a RangeError for a bit string that no packet can hold', () => {
    const bitString = new Uint8Array(0x4_0000);
    const tooLong = { ...indication('', 0), bitString, bitLength: 8 * bitString.length };
    expect(() => serializeCompoundPacket([tooLong], { reducedSize })).toThrow(RangeError);
  });
});
