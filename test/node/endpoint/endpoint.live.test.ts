import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { formatsOfCodec } from '../../../src/node/descriptions/receive-formats.js';
import type { EndpointEvents } from '../../../src/node/endpoint/endpoint-events.js';
import { openEndpoint } from '../../../src/node/endpoint/open-endpoint.js';
import type { ReceivedFrame } from '../../../src/node/endpoint/received-stream.js';
import { Receiver } from '../../../src/node/endpoint/receiver.js';
import type { Sender } from '../../../src/node/endpoint/sender.js';
import { openReceiver, type ReceiverOptions } from '../../../src/node/open-receiver.js';
import { addSender, openSender, type SenderOptions } from '../../../src/node/open-sender.js';
import { openSocketPair } from '../../../src/node/sockets/udp-socket-pair.js';
import { joinAnnexB, type AccessUnit } from '../../../src/payloaders/h264/index.js';
import { freePortPair } from '../../peers/free-port.js';

const FAST_RTCP = { bandwidth: 10_000_000, reducedMinimum: true };
const LOCAL = { host: '127.0.0.1', codec: 'H264', latencyMs: 20, rtcp: FAST_RTCP } as const;

const open: AsyncDisposable[] = [];
const sending: Promise<void>[] = [];
let test = new AbortController();
afterEach(async () => {
  await stopSending();
  for (const closable of open.splice(0)) await closable[Symbol.asyncDispose]();
});

async function sender(options: Omit<SenderOptions, 'codec'>): Promise<Sender> {
  const opened = await openSender({ codec: 'H264', paceMs: 0, rtcp: FAST_RTCP, ...options });
  open.push(opened);
  return opened;
}

async function receiver(options: ReceiverOptions<'H264'> = {}): Promise<Receiver<AccessUnit>> {
  const opened = await openReceiver({ ...LOCAL, ...options });
  open.push(opened);
  return opened;
}

/** A slice of one access unit, told apart by its last octet, never 0. */
const slice = (index: number): Uint8Array => Uint8Array.of(0x65, 0x88, index % 2, 1 + (index % 255));

async function sendUnits(to: Sender, first: number, count: number): Promise<void> {
  for (let index = first; index < first + count && !test.signal.aborted; index++) {
    await to.send(joinAnnexB([slice(index)]), index * 3000);
    await delay(2);
  }
}

/** Sends while the test goes on, until it is over. */
function keepSending(to: Sender, first: number): void {
  sending.push(sendUnits(to, first, 100));
}

async function stopSending(): Promise<void> {
  test.abort();
  await Promise.all(sending.splice(0));
  test = new AbortController();
}

/** Indexes of the units that come out, until `count` have. */
async function takeUnits(from: AsyncIterable<ReceivedFrame>, count: number): Promise<number[]> {
  const indexes: number[] = [];
  for await (const { frame } of from) {
    indexes.push((frame as AccessUnit).nalUnits[0]!.at(-1)! - 1);
    if (indexes.length === count) break;
  }
  return indexes;
}

const numbers = (first: number, count: number): number[] => Array.from({ length: count }, (_, index) => first + index);

function nextEvent<Name extends keyof EndpointEvents>(
  { events }: Sender | Receiver,
  name: Name,
  matches: (...event: EndpointEvents[Name]) => boolean = () => true,
): Promise<EndpointEvents[Name][0]> {
  return new Promise((resolve) => {
    const listener = (...event: EndpointEvents[Name]): void => {
      if (!matches(...event)) return;
      events.off(name, listener as never);
      resolve(event[0]);
    };
    events.on(name, listener as never);
  });
}

describe('a sender and a receiver on one host', () => {
  it('carries frames, reports both ways and a BYE with its reason', async () => {
    const to = await receiver();
    const from = await sender({ to: `127.0.0.1:${to.endpoint.ports.rtp}`, cname: 'someone' });
    const described = nextEvent(to, 'source-description');
    const reported = nextEvent(
      from,
      'report',
      (report) => report.kind === 'receiver' && report.roundTripMs !== undefined,
    );
    const goodbye = nextEvent(to, 'goodbye');
    keepSending(from, 0);
    expect(await takeUnits(to, 20)).toEqual(numbers(0, 20));
    expect((await described).items.get('CNAME')).toBe('someone');
    expect(await reported).toMatchObject({ about: from.ssrc });
    await stopSending();
    await from.close('the end');
    expect(await goodbye).toMatchObject({ ssrc: from.ssrc, reason: 'the end' });
  });

  it.each<[string, ReceiverOptions<'H264'>, string]>([
    ['IPv6', { host: '::1' }, '[::1]'],
    ['RTP and RTCP on one port (RFC 5761)', { rtcp: { ...FAST_RTCP, mux: true } }, '127.0.0.1'],
  ])('speaks %s', async (_name, options, host) => {
    const to = await receiver(options);
    const from = await sender({ to: `${host}:${to.endpoint.ports.rtp}`, rtcp: { ...FAST_RTCP, ...options.rtcp } });
    const reported = nextEvent(from, 'report', ({ kind }) => kind === 'receiver');
    keepSending(from, 0);
    expect(await takeUnits(to, 5)).toEqual(numbers(0, 5));
    await reported;
  });

  it('uses the ports of the original: RTP to N, RTCP to N + 1, RTCP back to N + 2', async () => {
    const port = await freePortPair();
    const rtcp = { ...FAST_RTCP, layout: 'original' } as const;
    const to = await receiver({ port, rtcp });
    const from = await sender({ to: `127.0.0.1:${port}`, rtcp });
    expect(from.endpoint.ports.rtcp).toBe(port + 2);
    expect(to.endpoint.ports).toEqual({ rtp: port, rtcp: port + 1 });
    const reported = nextEvent(from, 'report', ({ kind }) => kind === 'receiver');
    const destination = nextEvent(to, 'rtcp-destination');
    keepSending(from, 0);
    await reported;
    expect(await destination).toMatchObject({ to: { host: '127.0.0.1', port: port + 2 } });
  });

  it('reaches a multicast group, reports included, and every member of it', async () => {
    const group = '239.255.77.2';
    const multicast = { interface: '127.0.0.1' };
    const port = await freePortPair('0.0.0.0');
    const members = [
      await receiver({ host: '0.0.0.0', port, group, multicast }),
      await receiver({ host: '0.0.0.0', port, group, multicast }),
    ];
    const from = await sender({ to: { host: group, port }, multicast });
    const reported = nextEvent(from, 'report', ({ kind }) => kind === 'receiver');
    keepSending(from, 0);
    for (const member of members) expect(await takeUnits(member, 5)).toEqual(numbers(0, 5));
    await reported;
  });

  it('sends and receives on the same pair of sockets', async () => {
    const [port, otherPort] = [await freePortPair(), await freePortPair()];
    const receive = formatsOfCodec({ codec: 'H264' });
    const shared = { host: '127.0.0.1', receive, latencyMs: 20, rtcp: FAST_RTCP };
    const here = await openEndpoint({ ...shared, port, to: `127.0.0.1:${otherPort}` });
    const there = await openEndpoint({ ...shared, port: otherPort, to: `127.0.0.1:${port}` });
    open.push(here, there);
    const receivers = [new Receiver(here), new Receiver(there)];
    const senders = [here, there].map((endpoint) => addSender(endpoint, { codec: 'H264', paceMs: 0 }));
    const reported = senders.map((from) => nextEvent(from, 'report', ({ kind }) => kind === 'receiver'));
    for (const from of senders) keepSending(from, 0);
    for (const to of receivers) expect(await takeUnits(to, 5)).toEqual(numbers(0, 5));
    await Promise.all(reported);
  });

  it('may be started before its receiver: what nobody hears is counted, told once, and ends nothing', async () => {
    const port = await freePortPair();
    const from = await sender({ to: `127.0.0.1:${port}` });
    const problems: string[] = [];
    from.events.on('problem', ({ code }) => problems.push(code));
    await sendUnits(from, 0, 20);
    expect(problems.filter((code) => code === 'ECONNREFUSED')).toHaveLength(1);
    const to = await receiver({ port });
    keepSending(from, 20);
    const units = await takeUnits(to, 10);
    expect(units[0]).toBeGreaterThanOrEqual(20);
    expect(units).toEqual(numbers(units[0]!, 10));
  });

  it('spreads the packets of a large frame over a quarter of a frame interval unless told otherwise', async () => {
    const pair = await openSocketPair({ host: '127.0.0.1' });
    const from = await openSender({ to: `127.0.0.1:${pair.ports.rtp}`, codec: 'H264' });
    const arrivals: number[] = [];
    const all = new Promise<void>((resolve) => {
      const onDatagram = (): void => {
        if (arrivals.push(performance.now()) === 73) resolve();
      };
      pair.listen({ onDatagram, onProblem: () => undefined });
    });
    const started = performance.now();
    await from.send(joinAnnexB([new Uint8Array(100_000).fill(0x65)]));
    await all;
    expect(arrivals.at(-1)! - started).toBeGreaterThan(7);
    expect(arrivals[36]! - started).toBeGreaterThan(3);
    await Promise.all([from.close(), pair.close()]);
  });

  it('keeps its ports and its SSRC, and says where its reports go', async () => {
    const to = await receiver();
    const from = await sender({ to: `127.0.0.1:${to.endpoint.ports.rtp}` });
    const destination = await nextEvent(from, 'rtcp-destination');
    expect(destination).toMatchObject({
      to: { port: to.endpoint.ports.rtcp },
      reason: expect.stringContaining('RTP + 1'),
    });
    const before = { ...from.endpoint.ports, ssrc: from.ssrc };
    await sendUnits(from, 0, 5);
    expect({ ...from.endpoint.ports, ssrc: from.ssrc }).toEqual(before);
  });
});

describe('the sources of a receiver', () => {
  it('follows the first one and then its successor, from its first frame on', async () => {
    const to = await receiver();
    const options = { to: `127.0.0.1:${to.endpoint.ports.rtp}` };
    const first = await sender(options);
    const second = await sender(options);
    const last = slice(104).at(-1);
    const played = nextEvent(to, 'frame', ({ frame }) => (frame as AccessUnit).nalUnits[0]!.at(-1) === last);
    await sendUnits(first, 0, 5);
    await sendUnits(second, 100, 5);
    const ended = nextEvent(to, 'end');
    await played;
    await first.close();
    await ended;
    keepSending(second, 105);
    const units = await takeUnits(to, 10);
    expect(units).toEqual([...numbers(0, 5), ...numbers(100, 5)]);
  });

  it('tells them apart on request', async () => {
    const to = await receiver();
    const options = { to: `127.0.0.1:${to.endpoint.ports.rtp}` };
    const senders = [await sender(options), await sender(options)];
    const streams = to.streams[Symbol.asyncIterator]();
    sending.push(sendUnits(senders[0]!, 0, 20), sendUnits(senders[1]!, 100, 20));
    const found = [(await streams.next()).value!, (await streams.next()).value!];
    expect(new Set(found.map(({ ssrc }) => ssrc))).toEqual(new Set(senders.map(({ ssrc }) => ssrc)));
    for (const stream of found) {
      const first = stream.ssrc === senders[0]!.ssrc ? 0 : 100;
      expect(await takeUnits(stream, 5)).toEqual(numbers(first, 5));
    }
    await Promise.all(sending);
    await senders[0]!.close();
    const left = found.find(({ ssrc }) => ssrc === senders[0]!.ssrc)!;
    let rest = 0;
    for await (const { stream } of left) rest += stream.ssrc === left.ssrc ? 1 : 0;
    expect(rest).toBeGreaterThan(0);
  });

  it('drops and counts the oldest frames of a consumer that does not read', async () => {
    const to = await receiver({ maxQueuedFrames: 3 });
    const from = await sender({ to: `127.0.0.1:${to.endpoint.ports.rtp}` });
    const ended = nextEvent(to, 'end');
    await sendUnits(from, 0, 10);
    await from.close();
    await ended;
    expect(await takeUnits(to, 3)).toEqual([7, 8, 9]);
    expect(to.framesDropped).toBe(7);
  });
});

describe('a receiver that waits for a key frame', () => {
  const description =
    'v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n';

  it.each([
    ['by its codec', {}],
    ['by a description', { description }],
  ])('hands out nothing before, and asks for one, when it is opened %s', async (_, options) => {
    const to = await receiver({ ...options, waitForKeyFrame: true });
    const from = await sender({ to: `127.0.0.1:${to.endpoint.ports.rtp}` });
    const wanted = nextEvent(to, 'key-frame-wanted');
    for (let index = 0; index < 10; index++) {
      await from.send(joinAnnexB([Uint8Array.of(0x41, 0x9a, 1 + index)]), index * 3000);
      await delay(2);
    }
    sending.push(sendUnits(from, 10, 10));
    expect((await takeUnits(to, 5))[0]).toBe(10);
    expect(await wanted).toMatchObject({ reason: 'start' });
  });
});

describe('the end of an endpoint', () => {
  it('emits nothing after close, ends the iteration, and refuses frames', async () => {
    const to = await receiver();
    const from = await sender({ to: `127.0.0.1:${to.endpoint.ports.rtp}` });
    const reading = takeUnits(to, 1000);
    const played = nextEvent(to, 'frame');
    await sendUnits(from, 0, 5);
    await played;
    const closing = to.close();
    const late: string[] = [];
    for (const name of ['frame', 'gap', 'end', 'goodbye', 'report', 'close', 'reject'] as const) {
      to.events.on(name, () => late.push(name));
    }
    await sendUnits(from, 5, 5);
    await from.close();
    await closing;
    await delay(50);
    expect(late).toEqual([]);
    expect(await reading).toEqual(numbers(0, 5));
    await expect(from.send(joinAnnexB([slice(0)]))).rejects.toMatchObject({ code: 'ERR_RTPKIT_CLOSED' });
    await Promise.all([to.close(), from.close()]);
  });

  it('is not reached by a reason that is too long for a BYE', async () => {
    const to = await receiver();
    const from = await sender({ to: `127.0.0.1:${to.endpoint.ports.rtp}` });
    await expect(from.close('x'.repeat(256))).rejects.toThrow(RangeError);
    keepSending(from, 0);
    expect(await takeUnits(to, 3)).toEqual(numbers(0, 3));
  });

  it('comes with an abort signal, before or after it has opened', async () => {
    const abort = new AbortController();
    const to = await receiver({ signal: abort.signal });
    const reading = takeUnits(to, 1000);
    abort.abort(new Error('enough'));
    expect(await reading).toEqual([]);
    await expect(openReceiver({ ...LOCAL, signal: abort.signal })).rejects.toThrow('enough');
  });

  it('leaves the ports free', async () => {
    const port = await freePortPair();
    for (let round = 0; round < 3; round++) {
      await using to = await openReceiver({ ...LOCAL, port });
      expect(to.endpoint.ports.rtp).toBe(port);
    }
  });
});
