import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../../src/rtcp/compound-packet.js';
import type { SliceLossIndication } from '../../../src/rtcp/feedback/slice-loss-indication.js';
import { hex } from '../../hex.js';
import { acceptReduced, refuse } from '../accept.js';

const reducedSize = true;
const INDICATION: SliceLossIndication = {
  type: 'slice-loss-indication',
  ssrc: 1,
  mediaSsrc: 2,
  slices: [
    { first: 1, number: 2, pictureId: 3 },
    { first: 8191, number: 0, pictureId: 63 },
    { first: 0, number: 8191, pictureId: 0 },
  ],
};
// By hand: 0000000000001 0000000000010 000011, 1…1 0…0 111111, 0…0 1…1 000000.
const OCTETS = '82ce0005 00000001 00000002 00080083 fff8003f 0007ffc0';

describe('RFC 4585 §6.3.2 slice loss indication', () => {
  it('reads and writes fields of 13, 13 and 6 bits', () => {
    expect(acceptReduced(OCTETS)).toEqual([INDICATION]);
    expect(serializeCompoundPacket([INDICATION], { reducedSize })).toEqual(hex(OCTETS));
  });

  it('B26: refuses one without entries', () => {
    expect(refuse('82ce0002 00000001 00000002', { reducedSize })).toBe(
      'feedback-without-entries at 12 (RFC 4585 §6.3.2.2)',
    );
  });

  it('B27: measures before it writes, however many slices there are', () => {
    const slices = Array.from({ length: 5000 }, (_, index) => ({ first: index, number: 1, pictureId: 0 }));
    const bytes = serializeCompoundPacket([{ ...INDICATION, slices }], { reducedSize });
    expect(bytes).toHaveLength(12 + 4 * 5000);
    const tooMany = Array.from({ length: 70_000 }, () => slices[0]!);
    expect(() => serializeCompoundPacket([{ ...INDICATION, slices: tooMany }], { reducedSize })).toThrow(RangeError);
  });

  it.each<[string, Partial<SliceLossIndication>]>([
    ['slices.length is 0', { slices: [] }],
    ['first is 8192', { slices: [{ first: 8192, number: 0, pictureId: 0 }] }],
    ['number is -1', { slices: [{ first: 0, number: -1, pictureId: 0 }] }],
    ['pictureId is 64', { slices: [{ first: 0, number: 0, pictureId: 64 }] }],
  ])('throws a RangeError: %s', (message, wrong) => {
    expect(() => serializeCompoundPacket([{ ...INDICATION, ...wrong }], { reducedSize })).toThrow(RangeError);
    expect(() => serializeCompoundPacket([{ ...INDICATION, ...wrong }], { reducedSize })).toThrow(message);
  });
});
