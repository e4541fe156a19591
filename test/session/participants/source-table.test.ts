import { describe, expect, it } from 'vitest';
import { parseRtpPacket, type RtpPacket } from '../../../src/rtp/rtp-packet.js';
import { Probation } from '../../../src/session/participants/probation.js';
import { SourceTable } from '../../../src/session/participants/source-table.js';
import { toyPacket } from '../toy-stream.js';

const HOME = { host: 'a', port: 5004 };

function packet(sequenceNumber: number, ssrc = 1): RtpPacket {
  return parseRtpPacket(toyPacket({ sequenceNumber: sequenceNumber & 0xffff, ssrc })) as RtpPacket;
}

describe('RFC 3550 A.1 probation', () => {
  it('validates a source at the second packet in sequence, across the wrap, and gives back what it held', () => {
    const probation = new Probation();
    expect([65_535, 0].map((number, index) => probation.add(index, packet(number)))).toEqual([false, true]);
    expect(probation.packets.map(({ sequenceNumber }) => sequenceNumber)).toEqual([65_535, 0]);
    expect(probation.arrivals).toEqual([0, 1]);
  });

  it('validates a source whose packets have changed places', () => {
    const probation = new Probation();
    expect([7, 5, 9, 8].map((number, index) => probation.add(index, packet(number)))).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(probation.packets.map(({ sequenceNumber }) => sequenceNumber)).toEqual([7, 5, 9, 8]);
    expect(probation.startedMs).toBe(0);
  });

  it('does not take a packet that comes twice for a sequence', () => {
    const probation = new Probation();
    expect([7, 7, 7].map((number, index) => probation.add(index, packet(number)))).toEqual([false, false, false]);
  });

  it('holds what is out of order meanwhile, up to 16 packets', () => {
    const probation = new Probation();
    for (let index = 0; index < 40; index++) {
      expect(probation.add(index, packet(index * 2))).toBe(false);
      expect(probation.trim()).toBe(index >= 16);
    }
    expect(probation.packets).toHaveLength(16);
  });
});

describe('the source table', () => {
  it('B78: keeps a bounded number of candidates in a flood of SSRCs, and a source among them gets in', () => {
    const table = new SourceTable({ maxSources: 8, maxMembers: 8 });
    for (let ssrc = 100; ssrc < 10_000; ssrc++) expect(table.examine(0, packet(0, ssrc), HOME)).toBeUndefined();
    expect(table.unvalidatedPackets).toBe(9900 - 8);
    expect(table.examine(0, packet(1, 9999), HOME)).toBeInstanceOf(Probation);
    expect(table.size).toBe(0);
  });

  it('forgets a candidate that took too long', () => {
    const table = new SourceTable({ maxSources: 8, maxMembers: 8 });
    expect(table.examine(0, packet(0), HOME)).toBeUndefined();
    expect(table.examine(20_000, packet(1), HOME)).toBeUndefined();
    expect(table.examine(20_001, packet(2), HOME)!.packets).toHaveLength(2);
  });

  it('makes room by forgetting the member that was heard longest ago', () => {
    const forgotten: number[] = [];
    const table = new SourceTable({ maxSources: 1, maxMembers: 2, onForgotten: (ssrc) => forgotten.push(ssrc) });
    for (const [index, ssrc] of [1, 2, 1, 3].entries()) table.heardRtcp(index * 2000, ssrc, HOME);
    expect([...table.values()].map(({ ssrc }) => ssrc)).toEqual([1, 3]);
    expect([table.memberCount, forgotten]).toEqual([2, [2]]);
  });
});
