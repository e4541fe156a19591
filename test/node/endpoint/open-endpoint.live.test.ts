import { describe, expect, it } from 'vitest';
import type { Receiver } from '../../../src/node/endpoint/receiver.js';
import type { Sender } from '../../../src/node/endpoint/sender.js';
import { openReceiver } from '../../../src/node/open-receiver.js';
import { openSender } from '../../../src/node/open-sender.js';
import { formatHostAndPort } from '../../../src/node/sockets/host-and-port.js';
import type { Address } from '../../../src/session/address.js';
import { freePortPair } from '../../peers/free-port.js';

const FAST_RTCP = { bandwidth: 10_000_000, reducedMinimum: true };
const LOCAL = { host: '127.0.0.1', codec: 'H264', latencyMs: 20 } as const;

/** Where the reports of a receiver go, once it has heard a sender. */
async function destinationOf(receiver: Receiver, sender: Sender): Promise<string> {
  const chosen = new Promise<Address>((resolve) => {
    receiver.events.once('rtcp-destination', ({ to }) => resolve(to));
  });
  for (let index = 0; index < 3; index++) await sender.send(Uint8Array.of(0, 0, 0, 1, 0x65, 0x88), index * 3000);
  return formatHostAndPort(await chosen);
}

describe('what an endpoint is told', () => {
  it('may be names, whose addresses are asked for once', async () => {
    const rtcp = { ...FAST_RTCP, remote: { host: 'localhost' } };
    await using receiver = await openReceiver({ ...LOCAL, host: 'localhost', rtcp });
    const { ports } = receiver.endpoint;
    await using sender = await openSender({ to: `localhost:${ports.rtp}`, codec: 'H264', rtcp: FAST_RTCP });
    const reported = new Promise((resolve) => sender.events.once('report', resolve));
    expect(await destinationOf(receiver, sender)).toBe(
      formatHostAndPort({ host: sender.endpoint.remote!.host, port: sender.endpoint.ports.rtcp }),
    );
    await reported;
  });

  it('may be a bandwidth and an RTCP port of 0 in a description, which are passed over', async () => {
    const network = `m=video ${await freePortPair()} RTP/AVP 96\nc=IN IP4 127.0.0.1\nb=AS:0\na=rtcp:0`;
    const description = `v=0\n${network}\na=rtpmap:96 H264/90000\n`;
    await using receiver = await openReceiver({ description, host: '127.0.0.1' });
    await using sender = await openSender({ to: `127.0.0.1:${receiver.endpoint.ports.rtp}`, codec: 'H264' });
    expect(await destinationOf(receiver, sender)).toBe(`127.0.0.1:${sender.endpoint.ports.rtcp}`);
  });
});

describe('what cannot be opened', () => {
  it('says which codecs there are', async () => {
    const options = { to: '127.0.0.1:5004', codec: 'H.264' };
    await expect(openSender(options)).rejects.toThrow(/"H\.264".*H264.*vorbis/i);
    await expect(openReceiver({ codec: 'theora' })).rejects.toThrow(TypeError);
  });

  it('says that nothing tells where to send, or that what does has not the codec', async () => {
    await expect(openSender({ codec: 'H264' })).rejects.toThrow(/^to is undefined, expected host:port/);
    const nowhere = 'v=0\nm=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\n';
    await expect(openSender({ codec: 'H264', description: nowhere })).rejects.toThrow(TypeError);
    const sound = 'v=0\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n';
    await expect(openSender({ codec: 'H264', description: sound })).rejects.toThrow(/no H264 stream, only PCMU/);
  });

  it('says that a clock rate is missing, and keeps no socket open', async () => {
    const port = await freePortPair();
    await expect(openSender({ to: '127.0.0.1:5004', port, codec: 'vorbis' })).rejects.toThrow(/clockRate/);
    await (await openReceiver({ ...LOCAL, port })).close();
  });

  it('says that nothing tells what is received', async () => {
    await expect(openReceiver({ port: 5004 })).rejects.toThrow(/codec.*description/);
  });

  it('says that what is received, by its name or as described, cannot be moved so far from the rest of its CNAME', async () => {
    const description = 'v=0\nm=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\n';
    for (const received of [{ codec: 'H264' }, { description }]) {
      await expect(openReceiver({ ...received, syncOffsetMs: 3001 })).rejects.toThrow(/^syncOffsetMs is 3001/);
    }
  });

  it('says that there is no way to an address: a broadcast here, which needs a permission', async () => {
    await expect(openSender({ to: '255.255.255.255:5004', codec: 'H264' })).rejects.toMatchObject({
      code: 'ERR_RTPKIT_ADDRESS',
      message: expect.stringContaining('255.255.255.255:5004'),
    });
  });

  it('says that a port is in use', async () => {
    await using to = await openReceiver(LOCAL);
    await expect(openReceiver({ ...LOCAL, port: to.endpoint.ports.rtp })).rejects.toMatchObject({
      code: 'ERR_RTPKIT_PORT_IN_USE',
    });
  });

  it.each([
    ['v=0\r\nm=video x RTP/AVP 96\r\n', /cannot be read: .* at 2 /],
    [
      'application/x-rtp, media=(string)video, encoding-name=(string)VP8, clock-rate=(int)90000',
      /VP8 \(unknown\); known codecs are H264/,
    ],
    ['v=0\r\nm=audio 5004 RTP/AVP 0\r\n', /no H264 stream, only PCMU/],
  ])('says what is wrong with the description %j', async (description, message) => {
    const codec = description.includes('audio') ? { codec: 'H264' } : {};
    await expect(openReceiver({ ...codec, description })).rejects.toMatchObject({
      code: 'ERR_RTPKIT_DESCRIPTION',
      message: expect.stringMatching(message),
    });
  });
});
