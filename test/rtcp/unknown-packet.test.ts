import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../src/rtcp/compound-packet.js';
import { hex } from '../hex.js';
import { accept, acceptReduced } from './accept.js';

describe('RFC 3550 §6.1 packets of types that are not known', () => {
  it.each([0, 192, 193, 194, 195, 199, 205, 206, 208, 223, 255])(
    'B32: keeps type %i, format 31, with its octets',
    (payloadType) => {
      const type = payloadType.toString(16).padStart(2, '0');
      const octets = `80 c9 0001 00000001 9f ${type} 0002 01020304 05060708`;
      const packets = accept(octets);
      expect(packets[1]).toEqual({ type: 'unknown', payloadType, count: 31, body: hex('0102030405060708') });
      expect(serializeCompoundPacket(packets)).toEqual(hex(octets));
    },
  );

  it('keeps one that is a header alone', () => {
    expect(acceptReduced('80 d0 0000')).toEqual([{ type: 'unknown', payloadType: 208, count: 0, body: hex('') }]);
  });

  it.each([
    ['payloadType is 256', { payloadType: 256, count: 0, body: hex('') }],
    ['count is 32', { payloadType: 205, count: 32, body: hex('') }],
    ['body.length is 2', { payloadType: 205, count: 0, body: hex('0000') }],
  ])('throws a RangeError: %s', (message, fields) => {
    expect(() => serializeCompoundPacket([{ type: 'unknown', ...fields }], { reducedSize: true })).toThrow(message);
  });
});
