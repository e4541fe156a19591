import { describe, expect, it } from 'vitest';
import { writeNtp64 } from '../../../src/rtp/ntp-64.js';
import { parseRtpPacket, type RtpPacket } from '../../../src/rtp/rtp-packet.js';
import { serializeRtpPacket } from '../../../src/rtp/serialize-rtp-packet.js';
import { SenderClock } from '../../../src/session/incoming/sender-clock.js';

const ID = 20;

class Witness {
  readonly told: string[] = [];
  readonly clock: SenderClock;

  constructor(id: number | undefined) {
    const tell = (name: string) => ({
      heard: (now: number, timestamp: number, { seconds }: { seconds: number }): void =>
        void this.told.push(`${name} ${now} ${timestamp} ${seconds}`),
      restart: (): void => void this.told.push(`${name} restart`),
    });
    this.clock = new SenderClock(id, [tell('a'), tell('b')]);
  }
}

function packet(timestamp: number, seconds: number, id: number = ID): RtpPacket {
  const data = new Uint8Array(8);
  writeNtp64(data, 0, { seconds, fraction: 0 });
  const fields = { payloadType: 96, marker: false, sequenceNumber: 1, ssrc: 1, payload: new Uint8Array(1) };
  return parseRtpPacket(serializeRtpPacket({ ...fields, timestamp, extensions: [{ id, data }] })) as RtpPacket;
}

function report(rtpTimestamp: number, seconds: number): Parameters<SenderClock['heardReport']>[1] {
  const counts = { senderPacketCount: 0, senderOctetCount: 0, reportBlocks: [] };
  return { type: 'sender-report', ssrc: 1, ntpTimestamp: { seconds, fraction: 0 }, rtpTimestamp, ...counts };
}

describe('RFC 6051 §3.3 what packets tell of the wall clock', () => {
  it('is passed on to all who ask, once in a second', () => {
    const { clock, told } = new Witness(ID);
    clock.heardPacket(0, packet(7, 70));
    clock.heardPacket(999, packet(8, 80));
    clock.heardPacket(1000, packet(9, 90));
    expect(told).toEqual(['a 0 7 70', 'b 0 7 70', 'a 1000 9 90', 'b 1000 9 90']);
  });

  it('need not be asked for while a report has just told, and is after a restart', () => {
    const { clock, told } = new Witness(ID);
    clock.heardReport(0, report(7, 70));
    clock.heardPacket(500, packet(8, 80));
    clock.restart();
    clock.heardPacket(501, packet(9, 90));
    expect(told.filter((line) => line.startsWith('a'))).toEqual(['a 0 7 70', 'a restart', 'a 501 9 90']);
  });

  it('is nothing where the sender knows no time, the id is another, or none was named', () => {
    const { clock, told } = new Witness(ID);
    clock.heardPacket(0, packet(7, 0));
    clock.heardReport(0, report(7, 0));
    clock.heardPacket(0, packet(7, 70, 3));
    expect(told).toEqual([]);
    const deaf = new Witness(undefined);
    deaf.clock.heardPacket(0, packet(7, 70));
    expect(deaf.told).toEqual([]);
  });
});
