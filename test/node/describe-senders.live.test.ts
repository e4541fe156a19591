import { describe, expect, it } from 'vitest';
import {
  describeSenders,
  formatGstreamerCaps,
  formatSdp,
  openReceiver,
  openSender,
  parseSdp,
  type Sender,
  type SessionDescription,
} from '../../src/node/index.js';
import { clipPackets, clipUnits, comparable, nalUnitsOf } from '../peers/clip.js';
import { freePortPairs } from '../peers/free-port.js';

async function sentFrom(sender: Sender, units: readonly Uint8Array[]): Promise<void> {
  for (const [index, unit] of units.entries()) await sender.send(unit, index * 3000);
}

describe('the description of senders', () => {
  it('tells all that a receiver needs, as SDP and as caps', async () => {
    const [port] = await freePortPairs(1);
    const units = clipUnits(5);
    await using sender = await openSender({ to: `127.0.0.1:${port}`, codec: 'H264', cname: 'ours', paceMs: 0 });
    await sentFrom(sender, units.slice(0, 1)); // Parameter sets are described once they have been sent.
    const description = describeSenders([sender]);
    expect(description.streams[0]).toMatchObject({
      port,
      connection: { addressType: 'IP4', address: '127.0.0.1' },
      formats: [{ payloadType: 96, encodingName: 'H264', clockRate: 90_000 }],
      sources: [{ ssrc: sender.ssrc, cname: 'ours' }],
    });
    const sdp = formatSdp(description);
    expect(sdp).toMatch(/a=fmtp:96 .*sprop-parameter-sets=/);
    for (const text of [sdp, formatGstreamerCaps(description.streams[0]!)]) {
      await using receiver = await openReceiver({ description: text, codec: 'H264', port: port!, latencyMs: 10 });
      await sentFrom(sender, units);
      const received: string[] = [];
      for await (const { frame } of receiver) {
        received.push(...comparable(frame.nalUnits));
        if (received.length >= units.flatMap(nalUnitsOf).length) break;
      }
      expect(received).toEqual(units.flatMap(nalUnitsOf));
    }
  });

  it('puts several senders, their channels and the scope of a group into one SDP', async () => {
    const [first] = await clipPackets(1);
    const multicast = { interface: '127.0.0.1' };
    await using video = await openSender({ to: '239.255.77.3:45004', codec: 'H264', multicast });
    const sound = {
      codec: 'vorbis',
      payloadType: 97,
      clockRate: 44_100,
      options: { configuration: first!.configuration },
    };
    await using audio = await openSender({ to: '[::1]:45006', ...sound });
    const text = formatSdp(describeSenders([video, audio], 4));
    expect(text).toContain('c=IN IP4 239.255.77.3/4');
    expect(text).toContain('c=IN IP6 ::1');
    expect(text).toContain('a=rtpmap:97 vorbis/44100/2');
    const { streams } = parseSdp(text) as SessionDescription;
    expect(streams.map(({ mediaType, port }) => `${mediaType} ${port}`)).toEqual(['video 45004', 'audio 45006']);
  });
});
