import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../../src/rtcp/compound-packet.js';
import type { ReceiverEstimatedMaximumBitRate } from '../../../src/rtcp/feedback/receiver-estimated-maximum-bit-rate.js';
import { hex } from '../../hex.js';
import { acceptReduced, refuse } from '../accept.js';

const reducedSize = true;
const ESTIMATE: ReceiverEstimatedMaximumBitRate = {
  type: 'receiver-estimated-maximum-bit-rate',
  ssrc: 1,
  mediaSsrc: 0,
  bitRate: 1_000_000,
  ssrcs: [2, 0xffff_ffff],
};

describe('draft-alvestrand-rmcat-remb-03 §2.2 receiver estimated maximum bit rate', () => {
  // By hand: two sources; 1 000 000 = 250 000 · 2², and 250 000 = 0x3d090.
  it('reads and writes a rate and the sources it is for', () => {
    const octets = '8fce0006 00000001 00000000 52454d42 02 0bd090 00000002 ffffffff';
    expect(acceptReduced(octets)).toEqual([ESTIMATE]);
    expect(serializeCompoundPacket([ESTIMATE], { reducedSize })).toEqual(hex(octets));
  });

  it('rounds a rate down to 18 bits', () => {
    const bytes = serializeCompoundPacket([{ ...ESTIMATE, bitRate: 1_000_003, ssrcs: [] }], { reducedSize });
    expect(bytes).toEqual(hex('8fce0004 00000001 00000000 52454d42 00 0bd090'));
  });

  it('reads the largest rate and a rate of 0', () => {
    expect(acceptReduced('8fce0004 00000001 00000000 52454d42 00 ffffff')).toMatchObject([
      { bitRate: 262_143 * 2 ** 63, ssrcs: [] },
    ]);
    expect(acceptReduced('8fce0004 00000001 00000000 52454d42 00 000000')).toMatchObject([{ bitRate: 0 }]);
  });

  it('B28: refuses more sources than there are', () => {
    for (const octets of [
      '8fce0004 00000001 00000000 52454d42 01 0bd090',
      '8fce0005 00000001 00000000 52454d42 02 0bd090 00000002',
      '8fce0005 00000001 00000000 52454d42 ff 0bd090 00000002',
    ]) {
      expect(refuse(octets, { reducedSize })).toBe(
        'sources-overrun-packet at 16 (draft-alvestrand-rmcat-remb-03 §2.2)',
      );
      expect(refuse(`80c90001 00000001 ${octets} 80c90001 00000001`)).toMatch(/^sources-overrun-packet at 24/);
    }
  });

  it('B28: refuses one that ends behind its name', () => {
    expect(refuse('8fce0003 00000001 00000000 52454d42', { reducedSize })).toBe(
      'bit-rate-missing at 16 (draft-alvestrand-rmcat-remb-03 §2.2)',
    );
  });

  it('B28: reads and writes 255 sources, and throws a RangeError for 256', () => {
    const ssrcs = Array.from({ length: 255 }, (_, index) => index);
    const bytes = serializeCompoundPacket([{ ...ESTIMATE, ssrcs }], { reducedSize });
    expect(bytes).toHaveLength(20 + 4 * 255);
    expect(() => serializeCompoundPacket([{ ...ESTIMATE, ssrcs: [...ssrcs, 1] }], { reducedSize })).toThrow(
      'ssrcs.length is 256',
    );
  });

  it.each<[string, Partial<ReceiverEstimatedMaximumBitRate>]>([
    ['bitRate is -1', { bitRate: -1 }],
    ['bitRate is NaN', { bitRate: Number.NaN }],
    ['bitRate is 2.4178', { bitRate: 2 ** 81 }],
    ['ssrc is 1.5', { ssrcs: [1.5] }],
  ])('throws a RangeError: %s', (message, wrong) => {
    expect(() => serializeCompoundPacket([{ ...ESTIMATE, ...wrong }], { reducedSize })).toThrow(RangeError);
    expect(() => serializeCompoundPacket([{ ...ESTIMATE, ...wrong }], { reducedSize })).toThrow(message);
  });
});
