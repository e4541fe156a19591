import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openSocketPair, openUdpProxy, type Address, type UdpSocketPair } from '../../../src/node/index.js';
import { PATIENCE } from '../../peers/patience.js';

const HOST = '127.0.0.1';
const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each[Symbol.asyncDispose]();
});

interface End {
  readonly pair: UdpSocketPair;
  readonly heard: { readonly channel: string; readonly text: string; readonly from: Address; readonly at: number }[];
}

async function end(): Promise<End> {
  const pair = await openSocketPair({ host: HOST });
  open.push({ [Symbol.asyncDispose]: () => pair.close() });
  const heard: End['heard'] = [];
  pair.listen({
    onDatagram: (channel, bytes, from) =>
      heard.push({ channel, text: Buffer.from(bytes).toString(), from, at: performance.now() }),
    onProblem: (_channel, problem) => expect.fail(problem.message),
  });
  return { pair, heard };
}

/** Waits until so many datagrams are there. */
async function heardBy({ heard }: End, count: number): Promise<string[]> {
  await vi.waitUntil(() => heard.length >= count, PATIENCE);
  return heard.map(({ channel, text }) => `${channel} ${text}`);
}

describe('a link as a UDP proxy', () => {
  it('carries RTP and RTCP there, and answers back to where they came from', async () => {
    const [sender, receiver] = [await end(), await end()];
    const delivered: string[] = [];
    const proxy = await openUdpProxy({
      to: { host: HOST, port: receiver.pair.ports.rtp },
      onDelivered: (bytes, from, to) => delivered.push(`${String.fromCharCode(...bytes)} ${from.port} ${to.port}`),
    });
    open.push(proxy);
    sender.pair.send('rtp', Buffer.from('a'), { host: HOST, port: proxy.ports.rtp });
    expect(await heardBy(receiver, 1)).toEqual(['rtp a']);
    // The sender has not yet said where it hears RTCP: beside its RTP.
    receiver.pair.send('rtcp', Buffer.from('b'), { host: HOST, port: receiver.heard[0]!.from.port + 1 });
    expect(await heardBy(sender, 1)).toEqual(['rtcp b']);
    sender.pair.send('rtcp', Buffer.from('c'), { host: HOST, port: proxy.ports.rtcp });
    expect(await heardBy(receiver, 2)).toEqual(['rtp a', 'rtcp c']);
    receiver.pair.send('rtp', Buffer.from('d'), receiver.heard[0]!.from);
    expect(await heardBy(sender, 2)).toEqual(['rtcp b', 'rtp d']);
    expect(sender.heard[1]!.from.port).toBe(proxy.ports.rtp);
    const [here, there] = [sender.pair.ports, receiver.pair.ports];
    expect(delivered).toEqual([
      `a ${here.rtp} ${there.rtp}`,
      `b ${there.rtcp} ${here.rtcp}`,
      `c ${here.rtcp} ${there.rtcp}`,
      `d ${there.rtp} ${here.rtp}`,
    ]);
  });

  it('does to datagrams what its link says, and never delivers early', async () => {
    const [sender, receiver] = [await end(), await end()];
    const there = { seed: 4, delayMs: 30, jitterMs: 10, loss: 0.2, duplication: 0.1 };
    const proxy = await openUdpProxy({ to: `${HOST}:${receiver.pair.ports.rtp}`, there });
    open.push(proxy);
    const sentAt: number[] = [];
    for (let number = 0; number < 300; number++) {
      sentAt.push(performance.now());
      sender.pair.send('rtp', Buffer.from(String(number)), { host: HOST, port: proxy.ports.rtp });
      if (number % 20 === 0) await delay(1);
    }
    const { statistics } = proxy.there.rtp;
    const leftOver = (): number => statistics.sent - statistics.lost + statistics.duplicated;
    await vi.waitUntil(() => statistics.sent === 300 && statistics.delivered === leftOver(), PATIENCE);
    const { lost, duplicated, delivered } = statistics;
    await heardBy(receiver, delivered);
    expect(lost).toBeGreaterThan(20);
    expect(duplicated).toBeGreaterThan(5);
    expect(receiver.heard).toHaveLength(delivered);
    for (const { text, at } of receiver.heard) expect(at - sentAt[Number(text)]!).toBeGreaterThanOrEqual(30);
  });

  it('follows a sender that comes back from another port, and can be paused', async () => {
    const [first, second, receiver] = [await end(), await end(), await end()];
    const proxy = await openUdpProxy({ to: `${HOST}:${receiver.pair.ports.rtp}` });
    open.push(proxy);
    const to = { host: HOST, port: proxy.ports.rtp };
    first.pair.send('rtp', Buffer.from('1'), to);
    await heardBy(receiver, 1);
    second.pair.send('rtp', Buffer.from('2'), to);
    await heardBy(receiver, 2);
    receiver.pair.send('rtp', Buffer.from('back'), receiver.heard[0]!.from);
    expect(await heardBy(second, 1)).toEqual(['rtp back']);
    expect(first.heard).toEqual([]);
    proxy.there.rtp.pause('hold');
    second.pair.send('rtp', Buffer.from('3'), to);
    while (proxy.there.rtp.statistics.sent < 3) await delay(1);
    expect(receiver.heard).toHaveLength(2);
    proxy.there.rtp.resume();
    expect(await heardBy(receiver, 3)).toEqual(['rtp 1', 'rtp 2', 'rtp 3']);
  });

  it.each([
    ['a port that is none', { to: { host: HOST, port: -1 } }, 'to.port is -1'],
    ['no port above for RTCP', { to: `${HOST}:65535` }, 'rtcpTo.port is 65536'],
    ['a link that cannot be', { to: `${HOST}:5004`, there: { seed: 1, loss: 2 } }, 'loss'],
  ])('refuses %s before anything is sent', async (_, options, message) => {
    await expect(openUdpProxy(options)).rejects.toThrow(message);
  });
});
