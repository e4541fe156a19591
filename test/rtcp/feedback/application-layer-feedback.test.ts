import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../../src/rtcp/compound-packet.js';
import type { ApplicationLayerFeedback } from '../../../src/rtcp/feedback/application-layer-feedback.js';
import { hex } from '../../hex.js';
import { acceptReduced, refuse } from '../accept.js';

const reducedSize = true;

function feedback(data: string): ApplicationLayerFeedback {
  return { type: 'application-layer-feedback', ssrc: 1, mediaSsrc: 2, data: hex(data) };
}

describe('RFC 4585 §6.4 application layer feedback', () => {
  it.each([
    ['no octets', '8fce0002 00000001 00000002', ''],
    [
      'octets that begin as another application likes',
      '8fce0004 00000001 00000002 52454d43 01020304',
      '52454d4301020304',
    ],
  ])('reads and writes %s', (_, octets, data) => {
    expect(acceptReduced(octets)).toEqual([feedback(data)]);
    expect(serializeCompoundPacket([feedback(data)], { reducedSize })).toEqual(hex(octets));
  });

  it('does not look for a name in what follows the packet', () => {
    const octets = '8fce0002 00000001 00000002 52454d42';
    expect(refuse(octets, { reducedSize })).toBe('version-not-2 at 12 (RFC 3550 §6.4.1)');
    expect(acceptReduced('afce0003 00000001 00000002 52454d04')).toEqual([feedback('')]);
  });

  it('is known by its name in payload-specific feedback alone', () => {
    expect(acceptReduced('8ece0004 00000001 00000002 52454d42 00000000')).toMatchObject([{ type: 'unknown' }]);
  });

  it('B26: refuses one without its media source', () => {
    expect(refuse('8fce0001 00000001', { reducedSize })).toBe('shorter-than-feedback-header at 8 (RFC 4585 §6.1)');
  });

  it('throws a RangeError for data that is not whole words', () => {
    expect(() => serializeCompoundPacket([feedback('010203')], { reducedSize })).toThrow('data.length is 3');
  });
});

describe('RFC 4585 §6.1 feedback of formats that are not known', () => {
  it.each(['80cd', '82cd', '8ecd', '9fcd', '80ce', '85ce', '8ece', '9fce'])(
    'B32: keeps %s with its octets',
    (start) => {
      const octets = `${start}0003 00000001 00000002 01020304`;
      const packets = acceptReduced(octets);
      expect(packets).toMatchObject([{ type: 'unknown', body: hex('000000010000000201020304') }]);
      expect(serializeCompoundPacket(packets, { reducedSize })).toEqual(hex(octets));
    },
  );
});
