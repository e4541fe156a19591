import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { openReceiver, openSender, type GoodbyeReceived, type SourceDescribed } from '../../src/node/index.js';
import { joinAnnexB } from '../../src/payloaders/h264/index.js';
import { freePortPairs, untilPairIsTaken } from '../peers/free-port.js';
import { PATIENCE } from '../peers/patience.js';
import { RtpbinPeer } from '../peers/rtpbin-peer.js';

const host = '127.0.0.1';
const OURS = { bandwidth: 2_000_000, reducedMinimum: true };
const THEIRS = { session: { bandwidth: 2_000_000, 'rtcp-min-interval': 200_000_000 } };

function includes(items: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, text]) => items[name] === text);
}

describe('RFC 3550 §6.5 source descriptions, §6.6 goodbyes between rtpbin and us', () => {
  it('come there from us: every item in its turn, and why we leave', async () => {
    const [theirPort, ourPort] = await freePortPairs(2);
    const caps = 'application/x-rtp,media=video,clock-rate=90000,encoding-name=H264,payload=96';
    await using peer = new RtpbinPeer(
      `rtpbin name=rtpbin udpsrc port=${theirPort} caps="${caps}" ! rtpbin.recv_rtp_sink_0
      rtpbin. ! rtph264depay ! fakesink async=false udpsrc port=${theirPort! + 1} ! rtpbin.recv_rtcp_sink_0
      rtpbin.send_rtcp_src_0 ! udpsink host=${host} port=${ourPort! + 1} sync=false async=false`,
      THEIRS,
    );
    await untilPairIsTaken(theirPort!);
    const sender = await openSender({
      to: `${host}:${theirPort}`,
      codec: 'H264',
      rtcpPort: ourPort! + 1,
      rtcp: { ...OURS, bandwidth: 18_000_000 },
      cname: 'ours@example.net',
      sourceDescription: { note: 'gone fishing', name: 'Zoë', tool: 'rtpkit' },
    });
    const sending = setInterval(() => void sender.send(joinAnnexB([new Uint8Array(800).fill(0x41)])), 20);
    try {
      for (const described of [{ name: 'Zoë' }, { tool: 'rtpkit' }, { note: 'gone fishing' }]) {
        const items = { cname: 'ours@example.net', ...described };
        await peer.waitFor(JSON.stringify(items), (event) => {
          return event.event === 'description' && event.ssrc === sender.ssrc && includes(event.items!, items);
        });
      }
    } finally {
      clearInterval(sending);
    }
    await sender.close('the battery is empty');
    expect(await peer.waitForEvent('goodbye')).toMatchObject({ ssrc: sender.ssrc, reason: 'the battery is empty' });
    expect(await peer.waitForEvent('on-bye-ssrc')).toMatchObject({ ssrc: sender.ssrc });
  });

  it('come here from it', async () => {
    const [port, rtcpPort] = await freePortPairs(2);
    const rtcp = { ...OURS, remote: { port: rtcpPort! } };
    await using receiver = await openReceiver({ host, port: port!, codec: 'H264', rtcp });
    const described: SourceDescribed[] = [];
    receiver.events.on('source-description', (event) => described.push(event));
    const goodbye = once(receiver.events, 'goodbye');
    const sdes = 'application/x-rtp-source-sdes,cname=(string)theirs,name=(string)Anna,note=(string)on-the-phone';
    await using peer = new RtpbinPeer(
      `rtpbin name=rtpbin sdes="${sdes}"
      videotestsrc is-live=true ! video/x-raw,format=I420,width=160,height=120,framerate=30/1
      ! x264enc tune=zerolatency ! rtph264pay ! rtpbin.send_rtp_sink_0
      rtpbin.send_rtp_src_0 ! udpsink host=${host} port=${port}
      rtpbin.send_rtcp_src_0 ! udpsink host=${host} port=${port! + 1} sync=false async=false
      udpsrc port=${rtcpPort} ! rtpbin.recv_rtcp_sink_0`,
      THEIRS,
    );
    await vi.waitUntil(() => described.length > 0, PATIENCE);
    const items = { CNAME: 'theirs', NAME: 'Anna', NOTE: 'on-the-phone' };
    expect(Object.fromEntries(described[0]!.items)).toMatchObject(items);
    peer.say('eos');
    // Never with a reason: gst_rtcp_packet_bye_set_reason of GStreamer 1.22 finds no room for one.
    const [{ ssrc, reason }] = (await goodbye) as [GoodbyeReceived];
    expect({ ssrc, reason }).toEqual({ ssrc: described[0]!.ssrc, reason: undefined });
    expect(receiver.endpoint.session.statistics.rejects).toEqual({});
  });
});
