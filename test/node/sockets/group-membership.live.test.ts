import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { formatsOfCodec } from '../../../src/node/descriptions/receive-formats.js';
import type { Endpoint } from '../../../src/node/endpoint/endpoint.js';
import { openEndpoint } from '../../../src/node/endpoint/open-endpoint.js';
import { addSender } from '../../../src/node/open-sender.js';
import type { AccessUnit } from '../../../src/payloaders/h264/index.js';
import { freePortPair } from '../../peers/free-port.js';

const GROUP = '239.255.77.9';
const SLICE = Uint8Array.of(0, 0, 0, 1, 0x65, 0x88, 0x84);

/** Opens an endpoint that sends to the group and hears all that is sent there, itself included. */
async function join(port: number, cname: string): Promise<{ endpoint: Endpoint; heard: number[]; changes: number[] }> {
  const endpoint = await openEndpoint({
    to: { host: GROUP, port },
    port,
    cname,
    receive: formatsOfCodec({ codec: 'H264' }),
    multicast: { interface: '127.0.0.1' },
    rtcp: { bandwidth: 10_000_000, reducedMinimum: true },
  });
  const heard: number[] = [];
  const changes: number[] = [];
  endpoint.events.on('frame', ({ stream, frame }) => {
    if ((frame as AccessUnit).complete) heard.push(stream.ssrc);
  });
  endpoint.events.on('ssrc-changed', ({ previousSsrc }) => changes.push(previousSsrc));
  return { endpoint, heard, changes };
}

describe('RFC 3550 §8.2 two in a group that hear themselves and each other', () => {
  it('keep their SSRCs, play the other and not themselves, and know each other by name', async () => {
    const port = await freePortPair('0.0.0.0');
    const members = [await join(port, 'first'), await join(port, 'second')];
    const senders = members.map(({ endpoint }) => addSender(endpoint, { codec: 'H264' }));
    for (let frame = 0; frame < 50; frame++) {
      for (const sender of senders) await sender.send(SLICE);
      await delay(20);
    }
    await delay(400);
    for (const [index, { endpoint, heard, changes }] of members.entries()) {
      const other = senders[1 - index]!;
      expect(changes).toEqual([]);
      expect(heard.length).toBeGreaterThan(40);
      expect(new Set(heard)).toEqual(new Set([other.ssrc]));
      expect([...endpoint.session.participants].map(({ ssrc, items }) => [ssrc, items.get('CNAME')])).toEqual([
        [other.ssrc, index === 0 ? 'second' : 'first'],
      ]);
      expect(endpoint.session.statistics.rejects['own-packet-looped']).toBeGreaterThan(50);
    }
    for (const { endpoint } of members) await endpoint.close();
  });
});
