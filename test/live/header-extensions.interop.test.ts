import { describe, expect, it, vi } from 'vitest';
import { atFrameRate, atLivePace, ntpDeltaMs, openReceiver, openSender, timestampDelta } from '../../src/node/index.js';
import type { SenderReport } from '../../src/rtcp/index.js';
import { NTP_64_URI } from '../../src/rtp/index.js';
import type { ReportedPacket } from '../../src/session/index.js';
import { clipUnits } from '../peers/clip.js';
import { freePortPairs, untilPairIsTaken } from '../peers/free-port.js';
import { PATIENCE } from '../peers/patience.js';
import { RtpbinPeer } from '../peers/rtpbin-peer.js';
import { listed, sendAll } from '../peers/streams.js';

const URI = 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01';
const RTCP = { profile: 'AVPF', bandwidth: 2_000_000, reducedMinimum: true, reducedSize: true } as const;

describe('transport-wide feedback with GStreamer', () => {
  it('tells when each of our packets came, as rtpbin saw them come', async () => {
    const [port, rtcpPort] = await freePortPairs(2);
    const caps = `application/x-rtp,media=video,clock-rate=90000,encoding-name=H264,payload=96,
      extmap-3=(string)${URI},rtcp-fb-transport-cc=(boolean)true`;
    await using peer = new RtpbinPeer(`rtpbin name=rtpbin latency=200 rtp-profile=avpf
      udpsrc port=${port} caps="${caps}" ! rtpbin.recv_rtp_sink_0
      rtpbin. ! rtph264depay ! fakesink async=false udpsrc port=${port! + 1} ! rtpbin.recv_rtcp_sink_0
      rtpbin.send_rtcp_src_0 ! udpsink host=127.0.0.1 port=${rtcpPort} sync=false async=false`);
    await untilPairIsTaken(port!);
    const sender = await openSender({
      to: `127.0.0.1:${port}`,
      codec: 'H264',
      rtcpPort: rtcpPort!,
      rtcp: RTCP,
      headerExtensions: [{ id: 3, uri: URI }],
      feedback: ['transport-cc'],
    });
    const reported: ReportedPacket[] = [];
    sender.events.on('arrivals', ({ packets }) => reported.push(...packets));
    const frames = atFrameRate(listed(clipUnits(90).map((bytes) => ({ bytes }))), 30);
    await sendAll(sender, atLivePace(frames, 90_000));
    const sent = sender.stream.statistics.packetsSent;
    await vi.waitUntil(() => reported.length > 0.95 * sent, PATIENCE);
    expect(sender.endpoint.session.statistics.rejects).toEqual({});
    await sender.close();
    const received = reported.filter((packet) => packet.received);
    expect(received.length).toBeGreaterThan(0.9 * sent);
    expect(reported.length - received.length).toBeLessThan(0.02 * sent);
    // On one host the ways differ by less than scheduling takes; where the machine stood still, a few took longer.
    const ways = received.map(({ sentMs, arrivalMs }) => arrivalMs! - sentMs).toSorted((one, other) => one - other);
    expect(ways[ways.length >> 1]! - ways[0]!).toBeLessThan(100);
    expect(peer.events.filter(({ event }) => event === 'error')).toEqual([]);
  });

  it('is sent by us about what rtpbin sends, which counts the same packets', async () => {
    const [port, rtcpPort] = await freePortPairs(2);
    await using receiver = await openReceiver({
      host: '127.0.0.1',
      port: port!,
      codec: 'H264',
      rtcp: { ...RTCP, remote: { port: rtcpPort! } },
      headerExtensions: [{ id: 3, uri: URI }],
      feedback: ['transport-cc'],
    });
    await using peer = new RtpbinPeer(`rtpbin name=rtpbin rtp-profile=avpf
      videotestsrc is-live=true num-buffers=150 ! video/x-raw,width=320,height=240,framerate=30/1
      ! x264enc tune=zerolatency key-int-max=30 bitrate=2000 ! rtph264pay
      ! application/x-rtp,extmap-3=(string)${URI},rtcp-fb-transport-cc=(boolean)true ! rtpbin.send_rtp_sink_0
      rtpbin.send_rtp_src_0 ! udpsink host=127.0.0.1 port=${port}
      rtpbin.send_rtcp_src_0 ! udpsink host=127.0.0.1 port=${port! + 1} sync=false async=false
      udpsrc port=${rtcpPort} ! rtpbin.recv_rtcp_sink_0`);
    await peer.waitFor('arrivals of what it has sent', ({ transport = {} }) => Number(transport['packets-recv']) > 4);
    const told = peer.events.flatMap(({ transport = {} }) =>
      Number(transport['packets-recv']) > 0 ? [transport] : [],
    );
    for (const transport of told) {
      expect(transport['packet-loss-pct']).toBe(0);
      expect(transport['packets-recv']).toBe(transport['packets-sent']);
    }
    expect(peer.events.filter(({ event }) => event === 'error')).toEqual([]);
    expect(receiver.endpoint.session.statistics.rejects).toEqual({});
  });
});

describe('RFC 6051 §3.3 ntp-64 with GStreamer', () => {
  it('tells when the first frame that rtpbin sends was captured, as its reports do later', async () => {
    const [port, rtcpPort] = await freePortPairs(2);
    await using receiver = await openReceiver({
      host: '127.0.0.1',
      port: port!,
      codec: 'H264',
      rtcp: { bandwidth: 1_000_000, reducedMinimum: true, remote: { port: rtcpPort! } },
      headerExtensions: [{ id: 5, uri: NTP_64_URI }],
    });
    await using peer = new RtpbinPeer(`rtpbin name=rtpbin
      videotestsrc is-live=true ! video/x-raw,width=320,height=240,framerate=30/1
      ! x264enc tune=zerolatency key-int-max=30 ! rtph264pay ! application/x-rtp,extmap-5=(string)${NTP_64_URI}
      ! rtpbin.send_rtp_sink_0 rtpbin.send_rtp_src_0 ! udpsink host=127.0.0.1 port=${port}
      rtpbin.send_rtcp_src_0 ! udpsink host=127.0.0.1 port=${port! + 1} sync=false async=false
      udpsrc port=${rtcpPort} ! rtpbin.recv_rtcp_sink_0`);
    let report: SenderReport | undefined;
    receiver.events.on('report', (event) => {
      if (event.kind === 'sender') ({ report } = event);
    });
    for await (const { rtpTimestamp, captureNtp } of receiver) {
      expect(captureNtp).toBeDefined();
      if (report === undefined) continue;
      const sinceReportMs = (timestampDelta(rtpTimestamp, report.rtpTimestamp) * 1000) / 90_000;
      const apartMs = ntpDeltaMs(captureNtp!, report.ntpTimestamp) - sinceReportMs;
      expect(Math.abs(apartMs)).toBeLessThan(30);
      break;
    }
    expect(peer.events.filter(({ event }) => event === 'error')).toEqual([]);
  });
});
