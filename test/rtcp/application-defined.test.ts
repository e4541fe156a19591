import { describe, expect, it } from 'vitest';
import type { ApplicationDefined } from '../../src/rtcp/application-defined.js';
import { serializeCompoundPacket } from '../../src/rtcp/compound-packet.js';
import { hex } from '../hex.js';
import { acceptReduced, refuse } from './accept.js';

const PACKET: ApplicationDefined = {
  type: 'application-defined',
  subtype: 31,
  ssrc: 0x0102_0304,
  name: 'qtsi',
  data: hex('deadbeef'),
};

function write(wrong: Partial<ApplicationDefined>): Uint8Array {
  return serializeCompoundPacket([{ ...PACKET, ...wrong }], { reducedSize: true });
}

describe('RFC 3550 §6.7 application-defined packet', () => {
  it('reads and writes subtype, source, name and data', () => {
    expect(acceptReduced('9f cc 0003 01020304 71747369 deadbeef')).toEqual([PACKET]);
    expect(write({})).toEqual(hex('9f cc 0003 01020304 71747369 deadbeef'));
  });

  it('reads one without data, and keeps the octets of a name that is not ASCII', () => {
    const [packet] = acceptReduced('80 cc 0002 01020304 00ff0a41');
    expect(packet).toMatchObject({ subtype: 0, name: '\u0000ÿ\nA', data: hex('') });
    expect(serializeCompoundPacket([packet!], { reducedSize: true })).toEqual(hex('80 cc 0002 01020304 00ff0a41'));
  });

  it('refuses one without a name', () => {
    expect(refuse('80 cc 0001 01020304', { reducedSize: true })).toBe(
      'shorter-than-application-defined at 8 (RFC 3550 §6.7)',
    );
  });

  it.each<[string, Partial<ApplicationDefined>]>([
    ['subtype is 32', { subtype: 32 }],
    ['ssrc is 4294967296', { ssrc: 2 ** 32 }],
    ['name is "abc"', { name: 'abc' }],
    ['name is "abcde"', { name: 'abcde' }],
    ['name is "abcĀ"', { name: 'abcĀ' }],
    ['data.length is 5', { data: new Uint8Array(5) }],
  ])('throws a RangeError: %s', (message, wrong) => {
    expect(() => write(wrong)).toThrow(RangeError);
    expect(() => write(wrong)).toThrow(message);
  });
});
