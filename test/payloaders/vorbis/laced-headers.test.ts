import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reject } from '../../../src/errors.js';
import { readLacedHeaders, writeLacedHeaders } from '../../../src/payloaders/vorbis/index.js';
import { hex } from '../../hex.js';

describe('Matroska A_VORBIS: three headers behind Xiph lacing', () => {
  it('tells lengths of 255 and more in several octets', () => {
    const headers = { identification: new Uint8Array(255), comment: new Uint8Array(2), setup: Uint8Array.of(5) };
    const laced = writeLacedHeaders(headers);
    expect(laced.subarray(0, 4)).toEqual(hex('02 ff 00 02'));
    expect(readLacedHeaders(laced)).toEqual(headers);
  });

  it('comes back as it went', () => {
    const octets = fc.uint8Array({ maxLength: 600 });
    fc.assert(
      fc.property(fc.record({ identification: octets, comment: octets, setup: octets }), (headers) => {
        expect(readLacedHeaders(writeLacedHeaders(headers))).toEqual(headers);
      }),
    );
  });

  it.each([
    ['', 'header-count-not-3'],
    ['01 00 00', 'header-count-not-3'],
    ['02 ff ff', 'header-length-endless'],
    ['02 01', 'header-length-endless'],
    ['02 01 01 00', 'headers-overrun-configuration'],
  ])('refuses %j: %s', (octets, reason) => {
    expect(readLacedHeaders(hex(octets))).toMatchObject({ reason });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (octets) => {
        const headers = readLacedHeaders(octets);
        if (!(headers instanceof Reject)) expect(headers.setup.length).toBeLessThan(octets.length);
      }),
    );
  });
});
