import { describe, expect, it } from 'vitest';
import {
  atFrameRate,
  atLivePace,
  describeSenders,
  formatSdp,
  openReceiver,
  openSender,
  openUdpProxy,
} from '../../../src/node/index.js';
import { clipUnits, comparable, nalUnitsOf } from '../../peers/clip.js';
import { freePortPairs } from '../../peers/free-port.js';
import { listed, receiveAll, sendAll } from '../../peers/streams.js';

const RTCP = { profile: 'AVPF', reducedSize: true, bandwidth: 1_000_000 } as const;

describe('a receiver that knows the sender by its description alone', () => {
  it('has lost packets sent again, in a stream of their own, until nothing is missing (RFC 4588)', async () => {
    const [port] = await freePortPairs(1);
    await using proxy = await openUdpProxy({ to: `127.0.0.1:${port}`, there: { seed: 7, loss: 0.05 } });
    const sender = await openSender({
      to: `127.0.0.1:${proxy.ports.rtp}`,
      codec: 'H264',
      rtcp: RTCP,
      feedback: ['nack'],
      retransmission: { payloadType: 97 },
    });
    const description = formatSdp(describeSenders([sender]));
    const receiver = await openReceiver({ codec: 'H264', description, port: port!, host: '127.0.0.1', latencyMs: 500 });
    const receiving = receiveAll(receiver, ({ nalUnits }) => comparable(nalUnits));
    const units = clipUnits(90);
    // What is lost at the very end nothing tells of.
    const expected = units.slice(0, 80).flatMap(nalUnitsOf);
    await sendAll(sender, atLivePace(atFrameRate(listed(units.map((bytes) => ({ bytes }))), 30), 90_000));
    const { retransmittedPacketsSent } = sender.stream.statistics;
    await sender.close();
    expect((await receiving).slice(0, expected.length)).toEqual(expected);
    expect(proxy.there.rtp.statistics.lost).toBeGreaterThan(0);
    expect(retransmittedPacketsSent).toBeGreaterThan(0);
  });
});
