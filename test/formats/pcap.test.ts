import { describe, expect, it } from 'vitest';
import type { CapturedDatagram } from '../../src/formats/captured-datagram.js';
import { pcapFileHeader, pcapRecord } from '../../src/formats/pcap.js';
import { hex } from '../hex.js';

const DATAGRAM: CapturedDatagram = {
  unixMs: 1_000_500.25,
  sourceHost: '192.168.0.1',
  sourcePort: 5004,
  destinationHost: '192.168.0.199',
  destinationPort: 65_535,
  payload: hex('010203'),
};

describe('draft-ietf-opsawg-pcap §4 file header', () => {
  it('announces version 2.4, microseconds and Ethernet', () => {
    expect(pcapFileHeader()).toEqual(hex('a1b2c3d4 0002 0004 00000000 00000000 00040000 00000001'));
  });
});

describe('draft-ietf-opsawg-pcap §5 records', () => {
  // By hand; the checksum is the ones' complement of 4500+001f+4000+4011+c0a8+0001+c0a8+00c7 = 0x24748 → 0x474a → 0xb8b5.
  it('wraps a datagram in UDP, IPv4 and Ethernet', () => {
    expect(pcapRecord(DATAGRAM)).toEqual(
      hex(`000003e8 0007a21a 0000002d 0000002d
        000000000000 000000000000 0800
        4500 001f 0000 4000 4011 b8b5 c0a80001 c0a800c7
        138c ffff 000b 0000 010203`),
    );
  });

  // By hand; the checksum is the complement of 0001+0001+000c+0011 (pseudo header) + 138c+ffff+000c+0102+0304+0000.
  it('wraps a datagram in UDP and IPv6, with the checksum that IPv6 asks for', () => {
    const datagram = { ...DATAGRAM, sourceHost: '::1', destinationHost: '::1', payload: hex('01020304') };
    expect(pcapRecord(datagram)).toEqual(
      hex(`000003e8 0007a21a 00000042 00000042
        000000000000 000000000000 86dd
        60000000 000c 11 40 00000000000000000000000000000001 00000000000000000000000000000001
        138c ffff 000c e842 01020304`),
    );
  });

  it('takes the largest datagram there is', () => {
    expect(pcapRecord({ ...DATAGRAM, payload: new Uint8Array(65_507) })).toHaveLength(16 + 14 + 65_535);
  });

  it.each<[string, Partial<CapturedDatagram>]>([
    ['payload.length is 65508', { payload: new Uint8Array(65_508) }],
    ['unixMs is -1000', { unixMs: -1000 }],
    ['unixMs is NaN', { unixMs: Number.NaN }],
    ['sourcePort is 65536', { sourcePort: 65_536 }],
    ['destinationPort is -1', { destinationPort: -1 }],
    ['sourceHost is "localhost"', { sourceHost: 'localhost' }],
    ['destinationHost is "::1"', { destinationHost: '::1' }],
    ['destinationHost is "1.2.3.256"', { destinationHost: '1.2.3.256' }],
    ['destinationHost is "1.2.3"', { destinationHost: '1.2.3' }],
  ])('throws a RangeError: %s', (message, wrong) => {
    expect(() => pcapRecord({ ...DATAGRAM, ...wrong })).toThrow(RangeError);
    expect(() => pcapRecord({ ...DATAGRAM, ...wrong })).toThrow(message);
  });
});
