import { describe, expect, it, vi } from 'vitest';
import { openReceiver, openUdpProxy } from '../../src/node/index.js';
import type { ApplicationFeedback } from '../../src/session/index.js';
import { freePortPairs } from '../peers/free-port.js';
import { PATIENCE } from '../peers/patience.js';
import { RtpbinPeer } from '../peers/rtpbin-peer.js';
import { dissect } from '../peers/tshark.js';

const host = '127.0.0.1';
const RTCP = { profile: 'AVPF', bandwidth: 2_000_000, regularIntervalMs: 0, extendedReports: true } as const;
const FEEDBACK = ['nack sli', 'nack rpsi', 'ccm tmmbr', 'goog-remb', 'ack ccfb'] as const;

function everyKind(ssrc: number): ApplicationFeedback[] {
  return [
    {
      type: 'temporary-maximum-media-bit-rate-request',
      mediaSsrc: 0,
      entries: [{ ssrc, bitRate: 300_000, overhead: 40 }],
    },
    { type: 'receiver-estimated-maximum-bit-rate', mediaSsrc: 0, bitRate: 300_000, ssrcs: [ssrc] },
    { type: 'slice-loss-indication', mediaSsrc: ssrc, slices: [{ first: 1, number: 2, pictureId: 3 }] },
    {
      type: 'reference-picture-selection-indication',
      mediaSsrc: ssrc,
      payloadType: 96,
      bitString: Uint8Array.of(5),
      bitLength: 8,
    },
  ];
}

/** What our reports have told it, the latest. */
function highestHeard(peer: RtpbinPeer): number {
  const sources = peer.events.flatMap((event) => event.sources ?? []);
  return Math.max(0, ...sources.map((source) => Number(source['rb-exthighestseq'] ?? 0)));
}

/** 205: 3 TMMBR, 11 RFC 8888; 206: 2 SLI, 3 RPSI, 15 REMB; 207: 4 receiver reference time. */
describe('feedback and extended reports that GStreamer 1.22 does not act on', () => {
  it('does rtpbin no harm: it goes on sending and hearing our reports, and tshark reads all of it', async () => {
    const [port, rtcpPort] = await freePortPairs(2);
    const compounds: Uint8Array[] = [];
    await using proxy = await openUdpProxy({
      to: `${host}:${port}`,
      rtcpBackTo: `${host}:${rtcpPort}`,
      onDelivered: (bytes, _from, to) => to.port === rtcpPort && compounds.push(bytes),
    });
    await using receiver = await openReceiver({ host, port: port!, codec: 'H264', rtcp: RTCP, feedback: FEEDBACK });
    await using peer = new RtpbinPeer(
      `rtpbin name=rtpbin rtp-profile=avpf
      videotestsrc is-live=true ! video/x-raw,format=I420,width=160,height=120,framerate=60/1
      ! x264enc tune=zerolatency ! rtph264pay ! rtpbin.send_rtp_sink_0
      rtpbin.send_rtp_src_0 ! udpsink host=${host} port=${proxy.ports.rtp} sync=false
      rtpbin.send_rtcp_src_0 ! udpsink host=${host} port=${proxy.ports.rtcp} sync=false async=false
      udpsrc port=${rtcpPort} ! rtpbin.recv_rtcp_sink_0`,
    );
    let frames = 0;
    for await (const { stream } of receiver) {
      if (frames++ % 30 !== 10) continue;
      for (const feedback of everyKind(stream.ssrc)) expect(receiver.endpoint.giveFeedback(feedback)).toBe(true);
      if (frames > 90) break;
    }
    const heard = highestHeard(peer);
    for (const kind of ['205,3', '206,15', '206,2', '206,3', '205,11']) {
      await peer.waitFor(`feedback ${kind}`, (event) => event.event === 'feedback' && String(event.kind) === kind);
    }
    await vi.waitUntil(() => highestHeard(peer) > heard, PATIENCE);
    expect(peer.events.filter(({ event }) => event === 'error' || event === 'warning')).toEqual([]);

    const fields = ['rtcp.pt', 'rtcp.rtpfb.fmt', 'rtcp.psfb.fmt', 'rtcp.xr.bt', '_ws.malformed'] as const;
    const read = await dissect('rtcp', compounds, fields);
    const all = (field: (typeof fields)[number]): string[] => [...new Set(read.flatMap((compound) => compound[field]))];
    expect(all('rtcp.pt').toSorted()).toEqual(['201', '202', '205', '206', '207']);
    expect(all('rtcp.rtpfb.fmt').toSorted()).toEqual(['11', '3']);
    expect(all('rtcp.psfb.fmt').toSorted()).toEqual(['15', '2', '3']);
    expect(all('rtcp.xr.bt')).toEqual(['4']);
    expect(all('_ws.malformed')).toEqual([]);
  });
});
