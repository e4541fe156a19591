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
} from '../../../src/node/index.js';
import { clipPackets, clipUnits, comparable, nalUnitsOf } from '../../peers/clip.js';
import { freePortPairs } from '../../peers/free-port.js';

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

  it('tells of feedback, retransmission, RTCP and header extensions what the sender does, and a receiver does the same', async () => {
    const [port] = await freePortPairs(1);
    const units = clipUnits(5);
    const rtcp = { profile: 'AVPF', reducedSize: true, regularIntervalMs: 500, bandwidth: 500_000 } as const;
    const bandwidths = { senderBandwidth: 6000, receiverBandwidth: 19_000 };
    const headerExtensions = [{ id: 3, uri: 'urn:ietf:params:rtp-hdrext:ntp-64' }];
    await using sender = await openSender({
      to: `127.0.0.1:${port}`,
      codec: 'H264',
      cname: 'ours',
      paceMs: 0,
      rtcp: { ...rtcp, ...bandwidths },
      feedback: ['nack', 'nack pli', 'ccm fir'],
      retransmission: { payloadType: 97, timeMs: 700 },
      headerExtensions,
    });
    const { ssrc: retransmissionSsrc } = sender.stream.retransmission!;
    await sentFrom(sender, units.slice(0, 1));
    const text = formatSdp(describeSenders([sender]));
    for (const line of [
      `m=video ${port} RTP/AVPF 96 97`,
      'b=AS:500',
      'b=RS:6000',
      'b=RR:19000',
      'a=rtpmap:97 rtx/90000',
      'a=fmtp:97 apt=96;rtx-time=700',
      'a=rtcp-fb:96 nack',
      'a=rtcp-fb:96 nack pli',
      'a=rtcp-fb:96 ccm fir',
      'a=rtcp-fb:96 trr-int 500',
      'a=rtcp-rsize',
      'a=extmap:3 urn:ietf:params:rtp-hdrext:ntp-64',
      `a=ssrc-group:FID ${sender.ssrc} ${retransmissionSsrc}`,
      `a=ssrc:${sender.ssrc} cname:ours`,
      `a=ssrc:${retransmissionSsrc} cname:ours`,
    ]) {
      expect(text.split('\r\n')).toContain(line);
    }
    await using receiver = await openReceiver({ description: text, port: port!, host: '127.0.0.1', latencyMs: 10 });
    expect(receiver.endpoint.rtcp).toMatchObject({ ...rtcp, ...bandwidths });
    expect(receiver.endpoint.headerExtensions).toMatchObject(headerExtensions);
    await sentFrom(sender, units);
    for await (const { stream } of receiver) {
      expect(stream.ssrc).toBe(sender.ssrc);
      break;
    }
  });

  it('offers no feedback with the profile AVP (RFC 4585 §4.2)', async () => {
    await using sender = await openSender({ to: '127.0.0.1:5004', codec: 'H264', feedback: ['nack pli'] });
    const text = formatSdp(describeSenders([sender]));
    expect(text).toContain('m=video 5004 RTP/AVP 96\r\n');
    expect(text).not.toContain('rtcp-fb');
  });

  it('of receivers tells a sender where to send, and how', async () => {
    const [port] = await freePortPairs(1);
    const offer = ['a=rtcp-fb:98 nack pli', 'a=rtpmap:99 rtx/90000', 'a=fmtp:99 apt=98;rtx-time=500', 'b=AS:300'];
    const media = [`m=video ${port} RTP/AVPF 97 98 99`, 'c=IN IP4 127.0.0.1', 'a=rtpmap:97 VP8/90000'];
    const description = ['v=0', ...media, 'a=rtpmap:98 H264/90000', ...offer, 'a=extmap:5 urn:x', ''].join('\n');
    await using sender = await openSender({ description, codec: 'h264', rtcp: { bandwidth: 400_000 }, paceMs: 0 });
    const { endpoint, stream } = sender;
    expect(endpoint.remote).toEqual({ host: '127.0.0.1', port });
    expect(endpoint.rtcp).toMatchObject({ profile: 'AVPF', bandwidth: 400_000 });
    expect(endpoint.headerExtensions).toMatchObject([{ id: 5, uri: 'urn:x' }]);
    expect(stream).toMatchObject({ payloadType: 98, feedback: ['nack pli'] });
    expect(stream.retransmission).toMatchObject({ payloadType: 99, timeMs: 500 });
    await using receiver = await openReceiver({ description, codec: 'H264', host: '127.0.0.1', latencyMs: 10 });
    await sentFrom(sender, clipUnits(3));
    for await (const frame of receiver) {
      expect(frame.stream.ssrc).toBe(sender.ssrc);
      break;
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
