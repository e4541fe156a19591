import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatenate } from '../../src/bytes/octets.js';
import { frameRfc4571, Rfc4571Reader } from '../../src/formats/rfc-4571.js';
import { hex } from '../hex.js';

describe('RFC 4571 §2 framing', () => {
  it('puts the length in front', () => {
    expect(frameRfc4571(hex('0102'))).toEqual(hex('0002 0102'));
    expect(frameRfc4571(new Uint8Array(65_535)).subarray(0, 2)).toEqual(hex('ffff'));
  });

  it('throws a RangeError for a packet that no length can say', () => {
    expect(() => frameRfc4571(new Uint8Array(65_536))).toThrow(RangeError);
  });

  it('passes over null packets', () => {
    expect(new Rfc4571Reader().push(hex('0000 0001aa 0000 0000'))).toEqual([hex('aa')]);
  });

  it('says whether the stream was cut in a length, in a packet, or nowhere', () => {
    const reader = new Rfc4571Reader();
    const pushed = ['00', '02', 'aa', 'bb', '0000'].map((octets) => {
      reader.push(hex(octets));
      return reader.incomplete;
    });
    expect(pushed).toEqual([true, true, true, false, false]);
  });

  it('hands out copies, so that a pipe may use its buffer again', () => {
    const chunk = hex('0001aa');
    const [packet] = new Rfc4571Reader().push(chunk);
    chunk.fill(0);
    expect(packet).toEqual(hex('aa'));
  });

  it('finds the same packets however the stream is cut', () => {
    const packets = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 10 });
    fc.assert(
      fc.property(packets, fc.array(fc.integer({ min: 0, max: 30 })), (sent, cuts) => {
        const stream = concatenate(sent.map(frameRfc4571));
        const reader = new Rfc4571Reader();
        const received: Uint8Array[] = [];
        let offset = 0;
        for (const length of [...cuts, stream.length]) {
          received.push(...reader.push(stream.subarray(offset, offset + length)));
          offset = Math.min(offset + length, stream.length);
        }
        expect(received).toEqual(sent);
        expect(reader.incomplete).toBe(false);
      }),
    );
  });

  it('takes a large packet octet by octet', () => {
    const packet = Uint8Array.from({ length: 65_535 }, (_, index) => index);
    const stream = frameRfc4571(packet);
    const reader = new Rfc4571Reader();
    const received: Uint8Array[] = [];
    for (let offset = 0; offset < stream.length; offset++)
      received.push(...reader.push(stream.subarray(offset, offset + 1)));
    expect(received).toEqual([packet]);
  });
});
