import { describe, expect, it } from 'vitest';
import { Reject } from '../../src/errors.js';
import { parseRtpPacket, type RtpPacket } from '../../src/rtp/rtp-packet.js';
import { hex } from '../hex.js';

function accept(octets: string): RtpPacket {
  const packet = parseRtpPacket(hex(octets));
  if (packet instanceof Reject) throw new Error(`${octets}: ${packet}`);
  return packet;
}

function refuse(octets: string): string {
  const packet = parseRtpPacket(hex(octets));
  return packet instanceof Reject ? `${packet.reason} at ${packet.offset}` : 'accepted';
}

describe('RFC 3550 §5.1 fixed header', () => {
  // By hand from the box of §5.1: V=2, M=1, PT=96, sequence 4660, timestamp 0x9abcdef0, SSRC 0xfedcba98, payload 01 02 03.
  it('reads every field', () => {
    const packet = accept('80 e0 1234 9abcdef0 fedcba98 010203');
    expect(packet).toMatchObject({
      payloadType: 96,
      marker: true,
      sequenceNumber: 0x1234,
      timestamp: 0x9abcdef0,
      ssrc: 0xfedcba98,
      csrcCount: 0,
      extensionProfile: -1,
      extensionLength: 0,
      payloadOffset: 12,
      payloadEnd: 15,
    });
    expect(packet.payload).toEqual(hex('010203'));
    expect(packet.csrcs).toEqual([]);
    expect(packet.paddingLength).toBe(0);
  });

  it('reads CSRCs, extension, payload and padding together', () => {
    const packet = accept('b2 7f 0000 00000000 00000000  00000001 ffffffff  bede0001 10aa0000  0405  00000003');
    expect(packet.marker).toBe(false);
    expect(packet.payloadType).toBe(127);
    expect(packet.csrcs).toEqual([1, 0xffff_ffff]);
    expect([packet.extensionProfile, packet.extensionOffset, packet.extensionLength]).toEqual([0xbede, 24, 4]);
    expect(packet.payload).toEqual(hex('0405 00'));
    expect(packet.paddingLength).toBe(3);
  });

  it('is a view: the payload shares the octets of the datagram, wherever they lie in their buffer', () => {
    const datagram = hex('ffff 80 60 0001 00000002 00000003 07 ff').subarray(2, 15);
    const packet = parseRtpPacket(datagram) as RtpPacket;
    datagram[12] = 9;
    expect(packet.payload).toEqual(hex('09'));
  });
});

describe('RFC 3550 §5.1 packets that are refused', () => {
  it('B01: padding longer than the payload, of 255, of the whole packet', () => {
    expect(refuse('a0 60 0001 00000002 00000003 0102 04')).toBe('padding-overruns-packet at 14');
    expect(refuse('a0 60 0001 00000002 00000003 0102 ff')).toBe('padding-overruns-packet at 14');
    expect(refuse('a0 60 0001 00000002 00000003 0102 0f')).toBe('padding-overruns-packet at 14');
  });

  it('B02: padding of zero octets', () => {
    expect(refuse('a0 60 0001 00000002 00000003 0102 00')).toBe('padding-of-zero at 14');
  });

  it('B03: the padding bit with nothing after the header, whose last octet is not a count', () => {
    expect(refuse('a0 60 0001 00000002 00000001')).toBe('padding-of-zero at 11');
    expect(refuse('b0 60 0001 00000002 00000003 00000001 00000001')).toBe('padding-of-zero at 19');
  });

  it('B05: 15 CSRCs in 12 octets, and a list one word short', () => {
    expect(refuse('8f 60 0001 00000002 00000003')).toBe('csrc-overruns-packet at 12');
    expect(refuse('82 60 0001 00000002 00000003 00000001 000000')).toBe('csrc-overruns-packet at 19');
  });

  it('B06: an extension of 0xFFFF words, one octet past the end, and one whose header is cut', () => {
    expect(refuse('90 60 0001 00000002 00000003 bedeffff 00000000')).toBe('extension-overruns-packet at 14');
    expect(refuse('90 60 0001 00000002 00000003 bede0001 000000')).toBe('extension-overruns-packet at 14');
    expect(refuse('90 60 0001 00000002 00000003')).toBe('extension-overruns-packet at 12');
    expect(refuse('90 60 0001 00000002 00000003 bede00')).toBe('extension-overruns-packet at 12');
  });

  it('B10: datagrams of 0, 1, 2, 3 and 11 octets', () => {
    for (const length of [0, 1, 2, 3, 11]) {
      expect(parseRtpPacket(new Uint8Array(length).fill(0x80))).toEqual(
        new Reject('shorter-than-header', length, 'RFC 3550 §5.1'),
      );
    }
  });

  it('B11: the truncated extensions of the crash corpora of mediasoup and Janus', () => {
    expect(refuse('906400706500000000345678bede000100001000e2')).toBe('accepted');
    expect(refuse('900100020000f90028345678bede0003080808080808001d0808070008')).toBe('accepted');
    expect(refuse('906400706500000000345678bede0001000010')).toBe('extension-overruns-packet at 14');
    expect(refuse('900100020000f90028345678bede0003080808080808001d080807')).toBe('extension-overruns-packet at 14');
  });

  it('B32: versions 0, 1 and 3', () => {
    for (const first of ['00', '40', 'c0']) {
      expect(refuse(`${first} 60 0001 00000002 00000003 01`)).toBe('version-not-2 at 0');
    }
  });
});

describe('RFC 3550 §5.1 odd packets that are valid', () => {
  it('B04: padding of 0x80 octets and more', () => {
    const packet = accept(`a0 60 0001 00000002 00000003 0102 ${'00'.repeat(199)} c8`);
    expect(packet.payload).toEqual(hex('0102'));
    expect(packet.paddingLength).toBe(200);
  });

  it('B07: an extension of zero words', () => {
    const packet = accept('90 60 0001 00000002 00000003 bede0000 0102');
    expect([packet.extensionProfile, packet.extensionLength]).toEqual([0xbede, 0]);
    expect(packet.payload).toEqual(hex('0102'));
  });

  it('B10: a datagram of 65507 octets', () => {
    const datagram = new Uint8Array(65_507);
    datagram.set(hex('80 60 0001 00000002 00000003'));
    expect((parseRtpPacket(datagram) as RtpPacket).payload.length).toBe(65_495);
  });

  it('B12: no payload, and padding alone, 255 of it', () => {
    expect(accept('80 60 0001 00000002 00000003').payload).toEqual(hex(''));
    const padding = accept(`a0 60 0001 00000002 00000003 ${'00'.repeat(254)} ff`);
    expect(padding.payload).toEqual(hex(''));
    expect(padding.paddingLength).toBe(255);
  });

  it('B13: a payload of nothing but 0xFF', () => {
    expect(accept(`80 60 0001 00000002 00000003 ${'ff'.repeat(100)}`).payload).toEqual(new Uint8Array(100).fill(0xff));
  });
});
