import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../src/rtcp/compound-packet.js';
import type { SenderReport } from '../../src/rtcp/sender-report.js';
import { hex } from '../hex.js';
import { accept, refuse } from './accept.js';

// By hand from the box of §6.4.1, with the instant of Figure 2 of that section.
const OCTETS =
  '81 c8 000c 11111111 b44db705 20000000 00bc614e 00000064 00004e20' +
  ' 22222222 80fffffe 0001ffff 0000002a b7052000 00054000';
const REPORT: SenderReport = {
  type: 'sender-report',
  ssrc: 0x1111_1111,
  ntpTimestamp: { seconds: 0xb44d_b705, fraction: 0x2000_0000 },
  rtpTimestamp: 12_345_678,
  senderPacketCount: 100,
  senderOctetCount: 20_000,
  reportBlocks: [
    {
      ssrc: 0x2222_2222,
      fractionLost: 128,
      cumulativeLost: -2,
      extendedHighestSequenceNumber: 0x1_ffff,
      interarrivalJitter: 42,
      lastSenderReport: 0xb705_2000,
      delaySinceLastSenderReport: 0x5_4000,
    },
  ],
};

describe('RFC 3550 §6.4.1 sender report', () => {
  it('reads every field, the cumulative loss as a signed number', () => {
    expect(accept(OCTETS)).toEqual([REPORT]);
  });

  it('writes every field', () => {
    expect(serializeCompoundPacket([REPORT])).toEqual(hex(OCTETS));
  });

  it('B33: reads a cumulative loss of −1, as GStreamer sends it, and both ends of its range', () => {
    const loss = (octets: string): unknown => accept(OCTETS.replace('80fffffe', octets));
    for (const [octets, cumulativeLost, fractionLost] of [
      ['00ffffff', -1, 0],
      ['ff7fffff', 0x7f_ffff, 255],
      ['00800000', -0x80_0000, 0],
    ] as const) {
      expect(loss(octets)).toMatchObject([{ reportBlocks: [{ cumulativeLost, fractionLost }] }]);
    }
  });

  it('keeps what a profile adds, and writes it again', () => {
    const [report] = accept('80 c8 0007 00000001 00000002 00000003 00000004 00000005 00000006 deadbeef');
    expect(report).toMatchObject({ reportBlocks: [], profileExtension: hex('deadbeef') });
    expect(serializeCompoundPacket([report!])).toEqual(
      hex('80c80007 00000001 00000002 00000003 00000004 00000005 00000006 deadbeef'),
    );
  });

  it('writes unwrapped timestamps and counts modulo 2^32', () => {
    const wrapped = { ...REPORT, rtpTimestamp: 12_345_678 + 2 ** 33, senderOctetCount: 20_000 + 2 ** 40 };
    expect(serializeCompoundPacket([wrapped])).toEqual(hex(OCTETS));
  });

  it('B21: refuses 31 announced blocks of which none is there', () => {
    expect(refuse('9f c8 0006 00000001 00000002 00000003 00000004 00000005 00000006')).toBe(
      'report-blocks-overrun-packet at 28 (RFC 3550 §6.4.1)',
    );
    expect(refuse('9f c8 0000')).toBe('shorter-than-sender-report at 4 (RFC 3550 §6.4.1)');
  });

  it.each<[string, Partial<SenderReport>]>([
    ['ssrc is -1', { ssrc: -1 }],
    ['ntpTimestamp.seconds is 4294967296', { ntpTimestamp: { seconds: 2 ** 32, fraction: 0 } }],
    ['ntpTimestamp.fraction is 0.5', { ntpTimestamp: { seconds: 0, fraction: 0.5 } }],
    ['rtpTimestamp is NaN', { rtpTimestamp: Number.NaN }],
    ['senderPacketCount is -1', { senderPacketCount: -1 }],
    ['senderOctetCount is Infinity', { senderOctetCount: Number.POSITIVE_INFINITY }],
    ['reportBlocks.length is 32', { reportBlocks: Array.from({ length: 32 }, () => REPORT.reportBlocks[0]!) }],
    ['fractionLost is 256', { reportBlocks: [{ ...REPORT.reportBlocks[0]!, fractionLost: 256 }] }],
    ['cumulativeLost is 8388608', { reportBlocks: [{ ...REPORT.reportBlocks[0]!, cumulativeLost: 2 ** 23 }] }],
    ['lastSenderReport is -1', { reportBlocks: [{ ...REPORT.reportBlocks[0]!, lastSenderReport: -1 }] }],
    ['profileExtension.length is 3', { profileExtension: hex('010203') }],
  ])('throws a RangeError: %s', (message, wrong) => {
    expect(() => serializeCompoundPacket([{ ...REPORT, ...wrong }])).toThrow(RangeError);
    expect(() => serializeCompoundPacket([{ ...REPORT, ...wrong }])).toThrow(message);
  });
});
