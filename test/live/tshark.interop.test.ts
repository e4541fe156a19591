import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  atFrameRate,
  atLivePace,
  openSender,
  openSocketPair,
  type Channel,
  type Sender,
} from '../../src/node/index.js';
import { clipPackets, clipUnits } from '../peers/clip.js';
import { listed, sendAll } from '../peers/streams.js';
import { dissect } from '../peers/tshark.js';

const RTCP = { bandwidth: 10_000_000, reducedMinimum: true };

/** Everything that a sender sends to a pair of sockets, BYE included. */
async function captured(
  send: (to: string) => Promise<Sender>,
): Promise<{ readonly datagrams: Record<Channel, Uint8Array[]>; readonly packetsSent: number }> {
  const datagrams: Record<Channel, Uint8Array[]> = { rtp: [], rtcp: [] };
  const pair = await openSocketPair({ host: '127.0.0.1' });
  pair.listen({ onDatagram: (channel, bytes) => datagrams[channel].push(bytes), onProblem: () => undefined });
  const sender = await send(`127.0.0.1:${pair.ports.rtp}`);
  await sender.close('the end');
  const { packetsSent } = sender.stream.statistics;
  while (datagrams.rtp.length < packetsSent) await delay(5);
  await pair.close();
  return { datagrams, packetsSent };
}

describe('tshark reads what a sender puts on the wire', () => {
  it('finds every packet of H.264 well-formed, with one marker per access unit', async () => {
    const units = clipUnits(70);
    const { datagrams, packetsSent } = await captured(async (to) => {
      const sender = await openSender({ to, codec: 'H264', options: { aggregation: 'zero-latency' }, rtcp: RTCP });
      await sendAll(sender, atFrameRate(listed(units.map((bytes) => ({ bytes }))), 30));
      return sender;
    });
    const fields = ['rtp.seq', 'rtp.marker', 'h264.nal_unit_hdr', '_ws.malformed'] as const;
    const packets = await dissect('rtp', datagrams.rtp, fields, 'rtp.pt==96,h264');
    expect(packets).toHaveLength(packetsSent);
    expect(packets.filter((packet) => packet['_ws.malformed'].length > 0)).toEqual([]);
    expect(packets.filter((packet) => packet['rtp.marker'][0] === '1')).toHaveLength(units.length);
    const types = new Set(packets.map((packet) => packet['h264.nal_unit_hdr'][0]));
    expect(types).toContain('24'); // STAP-A
    expect(types).toContain('28'); // FU-A
  });

  it('finds every packet of Vorbis well-formed', async () => {
    const packets = await clipPackets(120);
    const { datagrams, packetsSent } = await captured(async (to) => {
      const clockRate = packets[0]!.configuration.sampleRate;
      const sender = await openSender({ to, codec: 'vorbis', clockRate, rtcp: RTCP });
      await sendAll(sender, listed(packets));
      return sender;
    });
    const read = await dissect('rtp', datagrams.rtp, ['rtp.seq', '_ws.malformed']);
    expect(read).toHaveLength(packetsSent);
    expect(read.filter((packet) => packet['_ws.malformed'].length > 0)).toEqual([]);
    const sequenceNumbers = read.map((packet) => Number(packet['rtp.seq'][0]));
    const [first] = sequenceNumbers;
    expect(sequenceNumbers).toEqual(sequenceNumbers.map((_, index) => (first! + index) & 0xffff));
  });

  it('finds SR and SDES in each report, and BYE with its reason in the last', async () => {
    const { datagrams } = await captured(async (to) => {
      const sender = await openSender({ to, codec: 'H264', cname: 'someone', rtcp: RTCP });
      const frames = atFrameRate(listed(clipUnits(15).map((bytes) => ({ bytes }))), 30);
      await sendAll(sender, atLivePace(frames, 90_000));
      return sender;
    });
    const reports = await dissect('rtcp', datagrams.rtcp, ['rtcp.pt', 'rtcp.sdes.text', '_ws.malformed']);
    expect(reports.length).toBeGreaterThan(1);
    for (const report of reports) {
      expect(report['_ws.malformed']).toEqual([]);
      expect(report['rtcp.pt'].slice(0, 2)).toEqual(['200', '202']);
      expect(report['rtcp.sdes.text']).toContain('someone');
    }
    expect(reports.at(-1)!['rtcp.pt']).toEqual(['200', '202', '203']);
  });
});
