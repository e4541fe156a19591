import { describe, expect, it } from 'vitest';
import { LipSync, ntpDeltaMs, openReceiver, type MediaFrame, type Receiver } from '../../src/node/index.js';
import { freePortPairs } from '../peers/free-port.js';
import { RtpbinPeer } from '../peers/rtpbin-peer.js';

const NTP_2026 = { seconds: 3_976_000_000, fraction: 0 };

/** Video and audio of one rtpbin, and so of one CNAME, on two port pairs. */
function sendingPipeline(videoPort: number, audioPort: number): string {
  const sent = (
    session: number,
    port: number,
  ): string => `rtpbin.send_rtp_src_${session} ! udpsink name=rtp${session} host=127.0.0.1 port=${port}
    rtpbin.send_rtcp_src_${session} ! udpsink host=127.0.0.1 port=${port + 1} sync=false async=false`;
  return `rtpbin name=rtpbin
    videotestsrc is-live=true num-buffers=240 ! video/x-raw,format=I420,width=160,height=120,framerate=30/1
      ! x264enc tune=zerolatency key-int-max=30 ! rtph264pay ! rtpbin.send_rtp_sink_0
    audiotestsrc is-live=true num-buffers=370 ! audioconvert ! audio/x-raw,rate=48000,channels=2
      ! vorbisenc ! rtpvorbispay config-interval=1 max-ptime=20000000 ! rtpbin.send_rtp_sink_1
    ${sent(0, videoPort)} ${sent(1, audioPort)}`;
}

/** A frame: when it was captured by rtpbin's clock, and how long after that it is presented. */
interface Presented {
  readonly capturedMs: number;
  readonly lagMs: number;
}

/** Frames of which the time of capture is known, in the order of arrival. */
async function presented(receiver: Receiver<MediaFrame>): Promise<Presented[]> {
  const frames: Presented[] = [];
  for await (const { captureNtp, presentationMs } of receiver) {
    if (captureNtp === undefined) continue;
    const capturedMs = ntpDeltaMs(captureNtp, NTP_2026);
    frames.push({ capturedMs, lagMs: presentationMs - capturedMs });
  }
  return frames;
}

/** The lag at an instant of capture. */
function lagAt(frames: readonly Presented[], capturedMs: number): number {
  return frames.findLast((frame) => frame.capturedMs <= capturedMs)!.lagMs;
}

describe('video and audio of one rtpbin on two socket pairs', () => {
  it('are presented as they were captured, to within 4 ms, though one waits 400 ms longer for its packets', async () => {
    const [videoPort, audioPort] = await freePortPairs(2);
    const options = { host: '127.0.0.1', lipSync: new LipSync({ slewMsPerSecond: 1000 }) };
    const video = await openReceiver({ ...options, codec: 'H264', port: videoPort!, latencyMs: 100 });
    const audio = await openReceiver({ ...options, codec: 'vorbis', port: audioPort!, latencyMs: 500 });
    const frames = Promise.all([presented(video), presented(audio)]);
    await using peer = new RtpbinPeer(sendingPipeline(videoPort!, audioPort!));
    for (const sink of ['rtp0', 'rtp1']) await peer.waitForEndIn(sink, 40_000);
    for (const receiver of [video, audio]) await receiver.close();
    const [videoFrames, audioFrames] = await frames;
    // One that has ended is waited for no longer.
    const togetherMs = Math.min(videoFrames.at(-1)!.capturedMs, audioFrames.at(-1)!.capturedMs) - 1000;
    expect(Math.abs(lagAt(videoFrames, togetherMs) - lagAt(audioFrames, togetherMs))).toBeLessThan(4);
  });
});
