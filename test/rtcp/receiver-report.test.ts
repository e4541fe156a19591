import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../src/rtcp/compound-packet.js';
import type { ReceiverReport } from '../../src/rtcp/receiver-report.js';
import { hex } from '../hex.js';
import { accept, refuse } from './accept.js';

describe('RFC 3550 §6.4.2 receiver report', () => {
  it('reads and writes an empty one', () => {
    const report: ReceiverReport = { type: 'receiver-report', ssrc: 0xfedc_ba98, reportBlocks: [] };
    expect(accept('80 c9 0001 fedcba98')).toEqual([report]);
    expect(serializeCompoundPacket([report])).toEqual(hex('80c90001 fedcba98'));
  });

  it('B22: reads and writes 31 blocks', () => {
    const block = '0000000a 00000001 00000002 00000003 00000004 00000005';
    const octets = `9f c9 00bb 00000009 ${block.repeat(31)}`;
    const [report] = accept(octets);
    expect(report).toMatchObject({ ssrc: 9 });
    expect((report as ReceiverReport).reportBlocks).toHaveLength(31);
    expect((report as ReceiverReport).reportBlocks[30]).toEqual({
      ssrc: 10,
      fractionLost: 0,
      cumulativeLost: 1,
      extendedHighestSequenceNumber: 2,
      interarrivalJitter: 3,
      lastSenderReport: 4,
      delaySinceLastSenderReport: 5,
    });
    expect(serializeCompoundPacket([report!])).toEqual(hex(octets));
  });

  it('B21: refuses 31 announced blocks of which none, or one octet less than all, is there', () => {
    expect(refuse('9f c9 0001 00000001')).toBe('report-blocks-overrun-packet at 8 (RFC 3550 §6.4.2)');
    expect(refuse(`81 c9 0006 00000001 ${'00'.repeat(20)}`)).toBe(
      'report-blocks-overrun-packet at 28 (RFC 3550 §6.4.2)',
    );
    expect(refuse('80 c9 0000')).toBe('shorter-than-receiver-report at 4 (RFC 3550 §6.4.2)');
  });

  it('does not take padding for a block', () => {
    expect(refuse(`a1 c9 0007 00000001 ${'00'.repeat(20)} 00000004`)).toBe(
      'report-blocks-overrun-packet at 28 (RFC 3550 §6.4.2)',
    );
  });
});
