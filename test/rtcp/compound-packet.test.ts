import { describe, expect, it } from 'vitest';
import { Reject } from '../../src/errors.js';
import { parseCompoundPacket, serializeCompoundPacket } from '../../src/rtcp/compound-packet.js';
import type { RtcpPacket } from '../../src/rtcp/registry.js';
import { hex } from '../hex.js';
import { accept, acceptReduced, refuse } from './accept.js';

const REPORT: RtcpPacket = { type: 'receiver-report', ssrc: 1, reportBlocks: [] };
const GOODBYE: RtcpPacket = { type: 'goodbye', ssrcs: [1] };
const CNAME: RtcpPacket = {
  type: 'source-description',
  chunks: [{ ssrc: 1, items: [{ type: 'CNAME', value: 'a' }] }],
};

describe('RFC 3550 §6.1 compound packet', () => {
  const OCTETS = '80c90001 00000001 81ca0002 00000001 01016100 81cb0001 00000001';

  it('reads and writes packets one behind the other', () => {
    expect(accept(OCTETS)).toEqual([REPORT, CNAME, GOODBYE]);
    expect(serializeCompoundPacket([REPORT, CNAME, GOODBYE])).toEqual(hex(OCTETS));
  });

  it('reads a datagram that does not begin at the start of its buffer', () => {
    expect(parseCompoundPacket(hex(`ffffff ${OCTETS} ff`).subarray(3, -1))).toEqual([REPORT, CNAME, GOODBYE]);
  });

  it('B22: accepts several sender and receiver reports', () => {
    const sender = '80c80006 00000002 00000000 00000000 00000000 00000000 00000000';
    expect(accept(`${sender} 80c90001 00000001 ${sender} 80c90001 00000003`)).toHaveLength(4);
  });
});

describe('RFC 3550 A.2 validity', () => {
  it('B20: refuses a length that reaches past the datagram', () => {
    expect(refuse('8fce180000000000')).toBe('packet-overruns-datagram at 2 (RFC 3550 §6.4.1)');
    expect(refuse('81cdf8000000007823456789')).toBe('packet-overruns-datagram at 2 (RFC 3550 §6.4.1)');
    expect(refuse('80c90001 00000001 80c90002 00000001')).toBe('packet-overruns-datagram at 10 (RFC 3550 §6.4.1)');
  });

  it('B10: refuses datagrams of 0 to 3 octets, and such a rest behind a good packet', () => {
    for (const octets of ['', '80', '80c9', '80c900']) {
      expect(refuse(octets)).toBe('shorter-than-header at 0 (RFC 3550 §6.4.1)');
      if (octets !== '') expect(refuse(`80c90001 00000001 ${octets}`)).toMatch(/^shorter-than-header at 8/);
    }
  });

  it('B29: refuses padding before the last packet', () => {
    expect(refuse('a0c90002 00000001 00000004 80c90001 00000001')).toBe(
      'padding-before-last-packet at 0 (RFC 3550 §6.4.1)',
    );
    // Padding of one octet is none in transport-wide feedback, which is too short here.
    expect(refuse('afcd00017cae0001afcd0001818658e5afcd000101818e58', { reducedSize: true })).toBe(
      'shorter-than-feedback-header at 8 (RFC 4585 §6.1)',
    );
  });

  it('B29: refuses padding of none, of part of a word, and of more than the packet has', () => {
    expect(refuse('80c90001 00000001 a1cb0002 00000001 00000000')).toMatch(/^padding-not-whole-words at 19/);
    expect(refuse('80c90001 00000001 a1cb0002 00000001 00000003')).toMatch(/^padding-not-whole-words at 19/);
    expect(refuse('80c90001 00000001 a1cb0002 00000001 0000000c')).toMatch(/^padding-overruns-packet at 19/);
    expect(refuse('80c90001 00000001 a1cb0002 00000001 000000fc')).toMatch(/^padding-overruns-packet at 19/);
  });

  it('accepts padding in the last packet, also when it is the first', () => {
    expect(accept('80c90001 00000001 a1cb0003 00000001 00000000 00000008')).toEqual([REPORT, GOODBYE]);
    expect(accept('a0c90002 00000001 00000004')).toEqual([REPORT]);
  });

  it('B32: refuses versions 0, 1 and 3, in any packet', () => {
    expect(refuse('00c90001 00000001')).toBe('version-not-2 at 0 (RFC 3550 §6.4.1)');
    expect(refuse('40c90001 00000001')).toBe('version-not-2 at 0 (RFC 3550 §6.4.1)');
    expect(refuse('80c90001 00000001 c1cb0001 00000001')).toBe('version-not-2 at 8 (RFC 3550 §6.4.1)');
  });

  it('B32: refuses a first packet that is no report, unless reduced size is agreed on (RFC 5506)', () => {
    for (const octets of ['81cb0001 00000001', '81ca0002 00000001 01016100', '80cd0001 00000001', '80c00000']) {
      expect(refuse(octets)).toBe('first-packet-not-a-report at 1 (RFC 3550 A.2)');
      expect(acceptReduced(octets)).toHaveLength(1);
    }
  });

  it('rejects the whole compound when a later packet is broken', () => {
    expect(refuse('80c90001 00000001 9fcb0000')).toBe('sources-overrun-packet at 12 (RFC 3550 §6.6)');
  });

  it('B30: takes a datagram of thousands of small packets in linear time', () => {
    expect(refuse('8fcd000100123b25'.repeat(98), { reducedSize: true })).toBe(
      'shorter-than-feedback-header at 8 (RFC 4585 §6.1)',
    );
    expect(acceptReduced('8fd0000100123b25'.repeat(98))).toHaveLength(98);
    expect(acceptReduced('80cb0000'.repeat(16_000))).toHaveLength(16_000);
    expect(refuse(`${'80cb0000'.repeat(16_000)}00`, { reducedSize: true })).toMatch(/^shorter-than-header at 64000/);
  });

  it('B31: moves on by at least four octets, whatever the length field says', () => {
    expect(acceptReduced('80d00000 80d00000')).toHaveLength(2);
  });
});

describe('serializeCompoundPacket', () => {
  it('pads the last packet', () => {
    const bytes = serializeCompoundPacket([REPORT, GOODBYE], { paddingLength: 8 });
    expect(bytes).toEqual(hex('80c90001 00000001 a1cb0003 00000001 00000000 00000008'));
    expect(parseCompoundPacket(bytes)).toEqual([REPORT, GOODBYE]);
  });

  it('demands a report first, unless reduced size is agreed on', () => {
    expect(() => serializeCompoundPacket([GOODBYE])).toThrow(RangeError);
    expect(serializeCompoundPacket([GOODBYE], { reducedSize: true })).toEqual(hex('81cb0001 00000001'));
  });

  it('throws for no packets, for padding out of range and for a type that is not known', () => {
    expect(() => serializeCompoundPacket([])).toThrow(RangeError);
    expect(() => serializeCompoundPacket([REPORT], { paddingLength: 2 })).toThrow(RangeError);
    expect(() => serializeCompoundPacket([REPORT], { paddingLength: 256 })).toThrow(RangeError);
    const wrong = { type: 'receiver-rapport' } as unknown as RtcpPacket;
    expect(() => serializeCompoundPacket([REPORT, wrong])).toThrow(TypeError);
  });

  it('throws for a packet longer than its length field can say', () => {
    const data = new Uint8Array(0x4_0000);
    const packet: RtcpPacket = { type: 'application-defined', subtype: 0, ssrc: 1, name: 'long', data };
    expect(() => serializeCompoundPacket([REPORT, packet])).toThrow(RangeError);
  });

  it('a reject says where and why', () => {
    expect(parseCompoundPacket(hex('80'))).toEqual(new Reject('shorter-than-header', 0, 'RFC 3550 §6.4.1'));
  });
});
