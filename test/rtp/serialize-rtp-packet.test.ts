import { describe, expect, it } from 'vitest';
import {
  measureRtpPacket,
  serializeRtpPacket,
  writeRtpPacket,
  type RtpPacketFields,
} from '../../src/rtp/serialize-rtp-packet.js';
import { hex } from '../hex.js';

const plain: RtpPacketFields = {
  payloadType: 96,
  marker: false,
  sequenceNumber: 1,
  timestamp: 2,
  ssrc: 3,
  payload: hex('0102'),
};

describe('RFC 3550 §5.1 whole packets', () => {
  it('writes the least there can be', () => {
    expect(serializeRtpPacket(plain)).toEqual(hex('80 60 0001 00000002 00000003 0102'));
  });

  // By hand: V=2 P=1 X=1 CC=2, then CSRCs, a one-byte extension block of one word, payload and three octets of padding.
  it('writes CSRCs, extension, payload and padding in this order', () => {
    const packet = serializeRtpPacket({
      ...plain,
      marker: true,
      csrcs: [1, 0xffff_ffff],
      extensions: [{ id: 1, data: hex('aa') }],
      paddingLength: 3,
    });
    expect(packet).toEqual(hex('b2 e0 0001 00000002 00000003 00000001 ffffffff bede0001 10aa0000 0102 000003'));
  });
});

describe('a packet in a slab of the caller', () => {
  const whole: RtpPacketFields = {
    ...plain,
    csrcs: [1],
    extensions: [{ id: 1, data: hex('aabb') }],
    paddingLength: 4,
  };

  it('stands between what was there before, zeros of extension and padding included', () => {
    const slab = new Uint8Array(60).fill(0xee);
    const end = writeRtpPacket(slab, 5, whole);
    expect(end).toBe(5 + measureRtpPacket(whole));
    expect(slab.subarray(5, end)).toEqual(serializeRtpPacket(whole));
    expect([...slab.subarray(0, 5), ...slab.subarray(end)].every((octet) => octet === 0xee)).toBe(true);
  });

  it('is not begun where it cannot end', () => {
    const slab = new Uint8Array(measureRtpPacket(whole));
    expect(() => writeRtpPacket(slab, 1, whole)).toThrow(/bytes.length is 30, expected at least 31/);
    expect(slab.every((octet) => octet === 0)).toBe(true);
  });
});

describe('serializeRtpPacket with wrong arguments', () => {
  it.each<[string, Partial<RtpPacketFields>]>([
    ['payloadType is 128', { payloadType: 128 }],
    ['sequenceNumber is 65536', { sequenceNumber: 65_536 }],
    ['timestamp is -1', { timestamp: -1 }],
    ['ssrc is 0.5', { ssrc: 0.5 }],
    ['csrcs.length is 16', { csrcs: Array.from({ length: 16 }, () => 0) }],
    ['csrc is 4294967296', { csrcs: [0x1_0000_0000] }],
    ['paddingLength is 256', { paddingLength: 256 }],
    ['extension id is 0', { extensions: [{ id: 0, data: hex('00') }] }],
    ['extension id is 256', { extensions: [{ id: 256, data: hex('00') }] }],
    ['length of extension 1 is 256', { extensions: [{ id: 1, data: new Uint8Array(256) }] }],
    [
      'length of the extensions is',
      { extensions: Array.from({ length: 1021 }, () => ({ id: 1, data: new Uint8Array(255) })) },
    ],
  ])('%s', (message, wrong) => {
    expect(() => serializeRtpPacket({ ...plain, ...wrong })).toThrow(RangeError);
    expect(() => serializeRtpPacket({ ...plain, ...wrong })).toThrow(message);
  });
});
