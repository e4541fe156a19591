import { describe, expect, it } from 'vitest';
import { atFrameRate, atLivePace, openReceiver, openSender, openUdpProxy } from '../../src/node/index.js';
import { clipUnits } from '../peers/clip.js';
import { freePortPairs, untilPairIsTaken } from '../peers/free-port.js';
import { RtpbinPeer } from '../peers/rtpbin-peer.js';
import { listed, sendAll } from '../peers/streams.js';

const host = '127.0.0.1';
const RTCP = { profile: 'AVPF', bandwidth: 2_000_000, reducedMinimum: true } as const;
const PEER = { retransmission: { 96: 97 }, session: { bandwidth: 2_000_000 } };
const LINK = { seed: 21, delayMs: 5, loss: 0.05 };
const BACK = { seed: 22, delayMs: 5 };
/** Time for three requests, 0.4 s, and for a machine that stands still for a while. */
const LATENCY_MS = 2000;

describe('RFC 4588 retransmission between rtpbin and us over a link that loses one in twenty', () => {
  it('brings what rtprtxsend has sent: it resends what our NACKs ask for, and every frame is complete', async () => {
    const [port, rtcpPort] = await freePortPairs(2);
    await using proxy = await openUdpProxy({
      to: `${host}:${port}`,
      rtcpBackTo: `${host}:${rtcpPort}`,
      there: LINK,
      back: BACK,
    });
    await using receiver = await openReceiver({
      host,
      port: port!,
      codec: 'H264',
      rtcp: RTCP,
      feedback: ['nack'],
      retransmission: { payloadType: 97 },
      latencyMs: LATENCY_MS,
    });
    await using peer = new RtpbinPeer(
      `rtpbin name=rtpbin rtp-profile=avpf
      videotestsrc is-live=true ! video/x-raw,format=I420,width=160,height=120,framerate=60/1
      ! x264enc tune=zerolatency bitrate=1500 ! rtph264pay name=media mtu=400
      rtpbin.send_rtp_src_0 ! udpsink host=${host} port=${proxy.ports.rtp} sync=false
      rtpbin.send_rtcp_src_0 ! udpsink host=${host} port=${proxy.ports.rtcp} sync=false async=false
      udpsrc port=${rtcpPort} ! rtpbin.recv_rtcp_sink_0`,
      PEER,
    );
    let frames = 0;
    let repaired = 0;
    for await (const { frame, stream } of receiver) {
      expect(frame.complete).toBe(true);
      repaired = stream.statistics.retransmittedPacketsReceived;
      if (++frames === 150) break;
    }
    expect(repaired).toBeGreaterThan(20);
    await peer.waitFor(
      'packets sent again',
      ({ retransmission }) => Number(retransmission?.[0]!['num-rtx-packets']) >= repaired,
    );
    expect(receiver.endpoint.session.statistics.rejects).toEqual({});
  });

  it('brings what we have sent: rtpbin asks, we resend, and rtprtxreceive and its jitter buffer lack nothing', async () => {
    const [theirPort, ourPort] = await freePortPairs(2);
    await using proxy = await openUdpProxy({ to: `${host}:${theirPort}`, there: LINK });
    await using back = await openUdpProxy({ to: `${host}:${ourPort}`, there: BACK });
    const caps =
      'application/x-rtp,media=video,clock-rate=90000,encoding-name=H264,payload=96,rtcp-fb-nack=(boolean)true';
    await using peer = new RtpbinPeer(
      `rtpbin name=rtpbin latency=${LATENCY_MS} rtp-profile=avpf do-retransmission=true do-lost=true
      udpsrc name=media port=${theirPort} caps="${caps}"
      rtpbin. ! rtph264depay ! fakesink async=false udpsrc port=${theirPort! + 1} ! rtpbin.recv_rtcp_sink_0
      rtpbin.send_rtcp_src_0 ! udpsink host=${host} port=${back.ports.rtcp} sync=false async=false`,
      PEER,
    );
    await untilPairIsTaken(theirPort!);
    await using sender = await openSender({
      to: `${host}:${proxy.ports.rtp}`,
      codec: 'H264',
      mtu: 400,
      rtcpPort: ourPort! + 1,
      rtcp: RTCP,
      feedback: ['nack'],
      retransmission: { payloadType: 97 },
    });
    await sendAll(sender, atLivePace(atFrameRate(listed(clipUnits(150).map((bytes) => ({ bytes }))), 60), 90_000));
    const { packetsSent, ...before } = sender.stream.statistics;
    const packets = packetsSent - before.retransmittedPacketsSent;
    // That its last packets were lost, only later ones tell.
    const last = clipUnits(1)[0]!;
    const going = setInterval(() => void sender.send(last), 100);
    const pushed = await peer
      .waitFor('every packet', ({ jitterbuffers }) => Number(jitterbuffers?.[0]?.['num-pushed']) >= packets)
      .finally(() => clearInterval(going));
    expect(pushed.jitterbuffers![0]).toMatchObject({ 'num-lost': 0 });
    const { retransmittedPacketsSent, nackCount } = sender.stream.statistics;
    const [theirs] = peer.events.findLast(({ retransmission }) => retransmission !== undefined)!.retransmission!;
    expect(nackCount).toBeGreaterThan(20);
    expect(theirs!['num-rtx-packets']).toBeGreaterThan(20);
    expect(theirs!['num-rtx-packets']).toBeLessThanOrEqual(retransmittedPacketsSent);
    expect(sender.endpoint.session.statistics.rejects).toEqual({});
  });
});
