import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRtpPacket, type RtpPacket } from '../../../src/rtp/rtp-packet.js';
import {
  originalOf,
  originalSequenceNumber,
  retransmissionOf,
} from '../../../src/session/retransmission/retransmission-packet.js';
import { hex, hexOf } from '../../hex.js';

/** By hand from RFC 3550 §5.1: padding, extension, two CSRCs, marker, payload type 96; payload aabbcc and three of padding. */
const ORIGINAL = 'b2e01234 89abcdef 11111111 22222222 33333333 bede0001 10ff0000 aabbcc 000003';
/** By hand from RFC 4588 §4: no padding, payload type 97, number 5678, its own SSRC; OSN 1234 before the payload. */
const RETRANSMISSION = '92e15678 89abcdef 44444444 22222222 33333333 bede0001 10ff0000 1234 aabbcc';

function parse(text: string): RtpPacket {
  return parseRtpPacket(hex(text)) as RtpPacket;
}

describe('RFC 4588 §4 retransmission payload format', () => {
  const own = { ssrc: 0x4444_4444, payloadType: 97, sequenceNumber: 0x5678 };
  const original = { ssrc: 0x1111_1111, payloadType: 96, sequenceNumber: 0x1234 };

  it('keeps marker, timestamp, CSRCs and extension, and leaves padding out', () => {
    expect(hexOf(retransmissionOf(parse(ORIGINAL), own))).toBe(RETRANSMISSION.replaceAll(' ', ''));
  });

  it('makes the original anew, all but its padding', () => {
    const packet = parse(RETRANSMISSION);
    expect(originalSequenceNumber(packet)).toBe(0x1234);
    const again = originalOf(packet, original);
    expect(hexOf(again.bytes)).toBe('92' + ORIGINAL.replaceAll(' ', '').slice(2, -6));
    expect(again).toMatchObject({ ...original, marker: true, timestamp: 0x89ab_cdef, csrcCount: 2 });
  });

  it('tells packets that only probe the way: padding, or less than a sequence number', () => {
    expect(originalSequenceNumber(parse('a0e156780000000044444444 000003'))).toBeUndefined();
    expect(originalSequenceNumber(parse('80e156780000000044444444 12'))).toBeUndefined();
    expect(originalSequenceNumber(parse('80e156780000000044444444 1234'))).toBe(0x1234);
  });

  it('comes back from the way bit for bit, whatever the packet', () => {
    const anyPacket = fc.record({
      marker: fc.boolean(),
      timestamp: fc.nat(0xffff_ffff),
      csrcs: fc.array(fc.nat(0xffff_ffff), { maxLength: 15 }),
      payload: fc.uint8Array({ maxLength: 40 }),
      number: fc.nat(0xffff),
    });
    fc.assert(
      fc.property(anyPacket, ({ marker, timestamp, csrcs, payload, number }) => {
        const bytes = new Uint8Array(12 + 4 * csrcs.length + payload.length);
        const view = new DataView(bytes.buffer);
        view.setUint8(0, 0x80 | csrcs.length);
        view.setUint8(1, (marker ? 0x80 : 0) | 96);
        view.setUint16(2, number);
        view.setUint32(4, timestamp);
        view.setUint32(8, original.ssrc);
        for (const [index, csrc] of csrcs.entries()) view.setUint32(12 + 4 * index, csrc);
        bytes.set(payload, 12 + 4 * csrcs.length);
        const packet = parseRtpPacket(bytes) as RtpPacket;
        const wrapped = parseRtpPacket(retransmissionOf(packet, own)) as RtpPacket;
        expect(originalSequenceNumber(wrapped)).toBe(number);
        expect(hexOf(originalOf(wrapped, { ...original, sequenceNumber: number }).bytes)).toBe(hexOf(bytes));
      }),
    );
  });
});
