import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { findPayloadFormat, openEndpoint, openSender } from '../../src/node/index.js';
import { joinAnnexB } from '../../src/payloaders/h264/index.js';
import type { FeedbackMessage } from '../../src/session/index.js';
import { freePortPairs, untilPairIsTaken } from '../peers/free-port.js';
import { RtpbinPeer } from '../peers/rtpbin-peer.js';

const host = '127.0.0.1';

describe('RFC 4585 §6.3.1, RFC 5104 §4.3.1 key frames of GStreamer', () => {
  const cases: [FeedbackMessage, boolean][] = [
    ['nack pli', false],
    ['nack pli', true],
    ['ccm fir', false],
  ];
  it.each(cases)(
    'come when a receiver that is late asks by "%s", reduced in size: %s',
    async (message, reducedSize) => {
      const [ourPort, theirPort] = await freePortPairs(2);
      await using peer = new RtpbinPeer(`rtpbin name=rtpbin rtp-profile=avpf
      videotestsrc is-live=true ! video/x-raw,format=I420,width=160,height=120,framerate=30/1
        ! x264enc tune=zerolatency key-int-max=100000 ! rtph264pay config-interval=-1 ! rtpbin.send_rtp_sink_0
      rtpbin.send_rtp_src_0 ! udpsink host=${host} port=${ourPort}
      rtpbin.send_rtcp_src_0 ! udpsink host=${host} port=${ourPort! + 1} sync=false async=false
      udpsrc port=${theirPort! + 1} ! rtpbin.recv_rtcp_sink_0`);
      // By then its one key frame has gone.
      await peer.waitForSource('packets', (source) => Number(source['packets-sent']) > 20);
      const receive = [
        { payloadType: 96, format: findPayloadFormat('H264'), feedback: [message], waitForKeyFrame: true },
      ];
      const rtcp = { profile: 'AVPF', reducedSize, remote: { host, port: theirPort! + 1 } } as const;
      await using receiver = await openEndpoint({ host, port: ourPort!, receive, rtcp, latencyMs: 50 });
      const shown = once(receiver.events, 'frame');
      const [{ reason }] = await once(receiver.events, 'key-frame-wanted');
      expect(reason).toBe('start');
      const [{ frame }] = await shown;
      expect(frame.keyFrame).toBe(true);
    },
  );
});

describe('requests for key frames that GStreamer sends', () => {
  it.each(['pli', 'fir'] as const)('call the hook of the sender: %s', async (kind) => {
    const [ourPort, theirPort] = await freePortPairs(2);
    const caps = `application/x-rtp,media=video,clock-rate=90000,encoding-name=H264,payload=96,
      rtcp-fb-${kind === 'pli' ? 'nack-pli' : 'ccm-fir'}=(boolean)true`.replaceAll(/\s+/g, '');
    await using _peer = new RtpbinPeer(`rtpbin name=rtpbin rtp-profile=avpf latency=50
      udpsrc port=${theirPort} caps="${caps}" ! rtpbin.recv_rtp_sink_0
      rtpbin. ! rtph264depay request-keyframe=true wait-for-keyframe=true ! fakesink
      udpsrc port=${theirPort! + 1} ! rtpbin.recv_rtcp_sink_0
      rtpbin.send_rtcp_src_0 ! udpsink host=${host} port=${ourPort! + 1} sync=false async=false`);
    await untilPairIsTaken(theirPort!);
    const asked: string[] = [];
    await using sender = await openSender({
      codec: 'H264',
      to: `${host}:${theirPort}`,
      rtcpPort: ourPort! + 1,
      feedback: ['nack pli', 'ccm fir'],
      rtcp: { profile: 'AVPF' },
      onKeyFrameRequest: (request) => asked.push(request.kind),
    });
    const sending = setInterval(() => void sender.send(joinAnnexB([new Uint8Array(800).fill(0x41)])), 33);
    await once(sender.events, 'key-frame-requested').finally(() => clearInterval(sending));
    expect(asked).toEqual([kind]);
  });
});
