import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { SocketProblem } from '../../../src/node/sockets/udp-socket.js';
import {
  openSocketPair,
  type SocketPairOptions,
  type UdpSocketPair,
} from '../../../src/node/sockets/udp-socket-pair.js';
import type { Address } from '../../../src/session/address.js';

interface Heard {
  readonly channel: string;
  readonly octets: readonly number[];
  readonly from: Address;
}

const pairs: UdpSocketPair[] = [];
afterEach(async () => {
  await Promise.all(pairs.splice(0).map((pair) => pair.close()));
});

async function open(
  options: SocketPairOptions,
): Promise<{ pair: UdpSocketPair; heard: Heard[]; problems: SocketProblem[] }> {
  const pair = await openSocketPair(options);
  const heard: Heard[] = [];
  const problems: SocketProblem[] = [];
  pair.listen({
    onDatagram: (channel, bytes, from) => heard.push({ channel, octets: [...bytes], from }),
    onProblem: (_channel, problem) => problems.push(problem),
  });
  pairs.push(pair);
  return { pair, heard, problems };
}

async function until(condition: () => boolean): Promise<void> {
  for (let waitedMs = 0; !condition() && waitedMs < 5000; waitedMs += 2) await delay(2);
  expect(condition()).toBe(true);
}

const local = (port: number): Address => ({ host: '127.0.0.1', port });

describe('RFC 3550 §11 a pair of ports', () => {
  it('takes a free even port and the odd one after it', async () => {
    const { pair } = await open({ host: '127.0.0.1' });
    expect(pair.ports.rtp % 2).toBe(0);
    expect(pair.ports.rtcp).toBe(pair.ports.rtp + 1);
  });

  it('carries RTP and RTCP apart, and says where they come from', async () => {
    const [a, b] = [await open({ host: '127.0.0.1' }), await open({ host: '127.0.0.1' })];
    a.pair.send('rtp', Uint8Array.of(1, 2), local(b.pair.ports.rtp));
    a.pair.send('rtcp', Uint8Array.of(3), local(b.pair.ports.rtcp));
    await until(() => b.heard.length === 2);
    expect(b.heard).toEqual([
      { channel: 'rtp', octets: [1, 2], from: local(a.pair.ports.rtp) },
      { channel: 'rtcp', octets: [3], from: local(a.pair.ports.rtcp) },
    ]);
  });

  it('uses one socket for both with rtcp-mux (RFC 5761)', async () => {
    const { pair } = await open({ host: '127.0.0.1', mux: true });
    expect(pair.rtcp).toBe(pair.rtp);
    expect(pair.ports.rtcp).toBe(pair.ports.rtp);
  });

  it('takes the RTCP port that is asked for, as the layout 10000, 10001, 10002 of the original needs', async () => {
    const { pair } = await open({ host: '127.0.0.1' });
    const wanted = pair.ports.rtcp;
    await pair.close();
    const again = await open({ host: '127.0.0.1', rtcpPort: wanted });
    expect(again.pair.ports.rtcp).toBe(wanted);
  });

  it('speaks IPv6', async () => {
    const [a, b] = [await open({ host: '::1' }), await open({ host: '::1' })];
    a.pair.send('rtp', Uint8Array.of(6), { host: '::1', port: b.pair.ports.rtp });
    await until(() => b.heard.length === 1);
    expect(b.heard[0]!.from).toEqual({ host: '::1', port: a.pair.ports.rtp });
  });

  it('reaches the members of a multicast group on the interface that is named', async () => {
    const group = '239.255.77.1';
    const multicast = { interface: '127.0.0.1', ttl: 1 };
    const free = await open({ host: '127.0.0.1' });
    const port = free.pair.ports.rtp;
    await free.pair.close();
    const members = [await open({ port, group, multicast }), await open({ port, group, multicast })];
    const sender = await open({ group, multicast, sendOnlyTo: { host: group, port } });
    sender.pair.send('rtp', Uint8Array.of(9), { host: group, port });
    await until(() => members.every(({ heard }) => heard.length === 1));
  });

  it('asks for large buffers and says what it got', async () => {
    const { pair } = await open({ host: '127.0.0.1' });
    expect(pair.rtp.bufferOctets.receive).toBeGreaterThanOrEqual(212_992);
    expect(pair.rtp.bufferOctets.send).toBeGreaterThan(0);
  });
});

describe('errors of the network and of the system', () => {
  it('counts ECONNREFUSED, tells it once, and reaches the receiver when it comes (start the sender first)', async () => {
    const late = await open({ host: '127.0.0.1' });
    const { rtp } = late.pair.ports;
    await late.pair.close();
    const { pair, problems } = await open({ host: '127.0.0.1', sendOnlyTo: local(rtp) });
    for (let index = 0; index < 5; index++) {
      pair.send('rtp', Uint8Array.of(index), local(rtp));
      await delay(5);
    }
    expect(problems.map(({ code }) => code)).toEqual(['ECONNREFUSED']);
    expect(pair.rtp.problems.get('ECONNREFUSED')).toBeGreaterThan(1);
    const { heard } = await open({ host: '127.0.0.1', port: rtp });
    // The refusal of the datagram before may still be waiting to be told with the next one.
    for (let index = 0; index < 20 && heard.length === 0; index++) {
      pair.send('rtp', Uint8Array.of(100), local(rtp));
      await delay(5);
    }
    expect(heard[0]!.octets).toEqual([100]);
  });

  it('B88: a datagram that is too long is counted, and the next one goes out', async () => {
    const [a, b] = [await open({ host: '127.0.0.1' }), await open({ host: '127.0.0.1' })];
    a.pair.send('rtp', new Uint8Array(70_000), local(b.pair.ports.rtp));
    a.pair.send('rtp', Uint8Array.of(1), local(b.pair.ports.rtp));
    await until(() => b.heard.length === 1);
    expect(a.problems.map(({ code }) => code)).toEqual(['EMSGSIZE']);
  });

  it('B88: sending and closing after the close do nothing', async () => {
    const { pair, problems } = await open({ host: '127.0.0.1' });
    await pair.close();
    pair.send('rtp', Uint8Array.of(1), local(9));
    await pair.close();
    expect(problems).toEqual([]);
  });

  it.each([false, true])('says what to do when a port is in use, and keeps no socket open (mux: %s)', async (mux) => {
    const { pair } = await open({ host: '127.0.0.1' });
    const taken = { host: '127.0.0.1', port: mux ? pair.ports.rtp : pair.ports.rtcp - 1, mux };
    await expect(openSocketPair(taken)).rejects.toMatchObject({
      name: 'RtpkitError',
      code: 'ERR_RTPKIT_PORT_IN_USE',
      message: expect.stringMatching(/127\.0\.0\.1:\d+ is in use: .*ss -ulpn.*another port/),
    });
    const { rtp } = pair.ports;
    await pair.close();
    await (await openSocketPair({ host: '127.0.0.1', port: rtp })).close();
  });

  it('frees the RTP port when the RTCP port is in use', async () => {
    const { pair } = await open({ host: '127.0.0.1' });
    const { rtcp } = pair.ports;
    await pair.rtp.close();
    const wanted = { host: '127.0.0.1', port: rtcp - 1 };
    await expect(openSocketPair(wanted)).rejects.toMatchObject({ code: 'ERR_RTPKIT_PORT_IN_USE' });
    await pair.rtcp.close();
    await (await openSocketPair(wanted)).close();
  });

  it('says that an address is not one of this host', async () => {
    await expect(openSocketPair({ host: '192.0.2.250' })).rejects.toMatchObject({
      code: 'ERR_RTPKIT_ADDRESS',
      message: expect.stringContaining('192.0.2.250'),
    });
  });

  it.each<[SocketPairOptions, string]>([
    [{ port: 65_536 }, 'port is 65536'],
    [{ port: -1 }, 'port is -1'],
    [{ port: 65_535 }, 'port is 65535, expected one with a next port for RTCP'],
    [{ port: 5004, rtcpPort: 70_000 }, 'rtcpPort is 70000'],
    [{ group: '192.0.2.1' }, 'group is "192.0.2.1", expected a multicast address'],
    [{ group: '239.255.77.1', multicast: { ttl: 256 } }, 'multicast.ttl is 256'],
  ])('refuses %j', async (options, message) => {
    await expect(openSocketPair(options)).rejects.toThrow(RangeError);
    await expect(openSocketPair(options)).rejects.toThrow(message);
  });

  it('says that there is no interface for a group', async () => {
    const options = { group: '239.255.77.1', multicast: { interface: '192.0.2.251' } };
    await expect(openSocketPair(options)).rejects.toMatchObject({
      code: 'ERR_RTPKIT_ADDRESS',
      message: expect.stringContaining('interface 192.0.2.251'),
    });
  });

  it('sends what was given to it before it closes', async () => {
    const [a, b] = [await open({ host: '127.0.0.1' }), await open({ host: '127.0.0.1' })];
    for (let index = 0; index < 100; index++) a.pair.send('rtp', Uint8Array.of(index), local(b.pair.ports.rtp));
    await a.pair.close();
    await until(() => b.heard.length === 100);
  });
});
