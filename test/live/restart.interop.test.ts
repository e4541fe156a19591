import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  atFrameRate,
  atLivePace,
  openReceiver,
  openSender,
  type AccessUnit,
  type Receiver,
} from '../../src/node/index.js';
import { clipUnits, comparable, nalUnitsOf, pictureOf, writeClipMp4 } from '../peers/clip.js';
import { freePortPair, freePortPairs, untilPairIsTaken } from '../peers/free-port.js';
import { GstLaunch } from '../peers/gst-launch.js';
import { RtpbinPeer } from '../peers/rtpbin-peer.js';
import { listed } from '../peers/streams.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rtpkit-restart-'));
  writeClipMp4(join(directory, 'clip.mp4'), units.length);
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const units = clipUnits(120);
const sentPictures = new Set(units.map((unit) => pictureOf(nalUnitsOf(unit))));

/** Sends the clip at its own pace, each start with a sequence number, timestamp and source port of its own. */
function gstSender(port: number, payloaderOptions = ''): GstLaunch {
  return new GstLaunch(`filesrc location=${join(directory, 'clip.mp4')} ! qtdemux ! h264parse
    ! rtph264pay config-interval=-1 ${payloaderOptions} ! udpsink host=127.0.0.1 port=${port}`);
}

interface Played {
  readonly frame: AccessUnit;
  readonly stream: { readonly ssrc: number };
  readonly arrivalMs: number;
  readonly releaseMs: number;
}

/** The next frames, all of which must be complete and as they were sent but those of a beginning. */
class Audience {
  readonly #frames: AsyncIterator<Played>;
  readonly ssrcs = new Set<number>();
  longestWaitMs = 0;

  constructor(receiver: Receiver<AccessUnit>) {
    this.#frames = receiver[Symbol.asyncIterator]();
  }

  /** Waits until so many frames have come since the call. */
  async see(count: number): Promise<void> {
    for (let seen = 0; seen < count; seen++) {
      const next = await this.#frames.next();
      if (next.done === true) throw new Error(`the stream ended after ${seen} of ${count} frames`);
      const { frame, stream, arrivalMs, releaseMs } = next.value;
      this.ssrcs.add(stream.ssrc);
      this.longestWaitMs = Math.max(this.longestWaitMs, releaseMs - arrivalMs);
      if (frame.complete) expect(sentPictures.has(pictureOf(comparable(frame.nalUnits)))).toBe(true);
    }
  }
}

describe('a GStreamer sender that is killed and started again, our receiver untouched', () => {
  it.each([
    ['a new SSRC, sequence number and source port', ''],
    ['the same SSRC and a random sequence number', 'ssrc=4711'],
    ['the same SSRC and a sequence number slightly ahead', 'ssrc=4711 seqnum-offset=1000'],
  ])('goes on with %s', async (_, options) => {
    const port = await freePortPair();
    await using receiver = await openReceiver({ host: '127.0.0.1', port, codec: 'H264', latencyMs: 200 });
    const audience = new Audience(receiver);
    await using first = gstSender(port, options);
    await audience.see(30);
    await first.kill();
    await using second = gstSender(port, options);
    // What is left of the first run is at most its latency; the rest can only be of the second.
    await audience.see(60);
    // The latency, and what it takes until five packets of a new sequence are there. A busy host adds its own: where the first
    // packet was held up by a start that took 0.9 s, those after it came that much early, and waited.
    expect(audience.longestWaitMs).toBeLessThan(3000);
    expect(audience.ssrcs.size).toBe(options === '' ? 2 : 1);
    expect(first.errors + second.errors).toBe('');
  });

  it('survives three restarts in a row', async () => {
    const port = await freePortPair();
    await using receiver = await openReceiver({ host: '127.0.0.1', port, codec: 'H264', latencyMs: 100 });
    const audience = new Audience(receiver);
    for (let run = 0; run < 4; run++) {
      await using sender = gstSender(port);
      await audience.see(30);
      await sender.kill();
    }
    expect(audience.ssrcs.size).toBe(4);
  });
});

describe('our receiver restarted while a GStreamer sender goes on', () => {
  it('joins late and decodes from the next key frame', async () => {
    const port = await freePortPair();
    await using sender = gstSender(port);
    for (let run = 0; run < 2; run++) {
      await using receiver = await openReceiver({ host: '127.0.0.1', port, codec: 'H264', latencyMs: 100 });
      await new Audience(receiver).see(20);
    }
    expect(sender.errors).toBe('');
  });
});

describe('our sender, whose encoder is started again, and an unmodified GStreamer receiver', () => {
  it('keeps SSRC and source port, so that rtpbin decodes both runs in one stream', async () => {
    const [port, rtcpPort] = await freePortPairs(2);
    await using peer = new RtpbinPeer(`rtpbin name=rtpbin latency=200
      udpsrc port=${port} caps="application/x-rtp,media=video,clock-rate=90000,encoding-name=H264" ! rtpbin.recv_rtp_sink_0
      rtpbin. ! rtph264depay ! avdec_h264 ! fakesink sync=false
      udpsrc port=${port! + 1} ! rtpbin.recv_rtcp_sink_0
      rtpbin.send_rtcp_src_0 ! udpsink host=127.0.0.1 port=${rtcpPort} sync=false async=false`);
    await untilPairIsTaken(port!);
    const sender = await openSender({ to: `127.0.0.1:${port}`, codec: 'H264', rtcpPort: rtcpPort! });
    for (let run = 0; run < 2; run++) {
      // A new encoder knows nothing of the time before it: its frames go out at the time of the call.
      const frames = atFrameRate(listed(units.slice(0, 60).map((bytes) => ({ bytes }))), 30);
      for await (const { bytes } of atLivePace(frames, 90_000)) await sender.send({ bytes });
      await delay(700);
    }
    const { packetsSent } = sender.stream.statistics;
    const pushed = await peer.waitFor(
      'all packets',
      ({ jitterbuffers }) => jitterbuffers?.[0]?.['num-pushed'] === packetsSent,
    );
    expect(pushed.jitterbuffers).toHaveLength(1);
    expect(pushed.jitterbuffers![0]).toMatchObject({ 'num-lost': 0, 'num-late': 0 });
    await sender.close();
    expect(peer.events.filter(({ event }) => event === 'on-new-ssrc')).toHaveLength(1);
    expect(peer.events.filter(({ event }) => event === 'error')).toEqual([]);
  });

  it('is heard again by a GStreamer receiver that was killed and started again', async () => {
    const port = await freePortPair();
    const player = (): RtpbinPeer =>
      new RtpbinPeer(`rtpbin name=rtpbin latency=100
        udpsrc port=${port} caps="application/x-rtp,media=video,clock-rate=90000,encoding-name=H264" ! rtpbin.recv_rtp_sink_0
        rtpbin. ! rtph264depay ! h264parse ! fakesink sync=false
        udpsrc port=${port + 1} ! rtpbin.recv_rtcp_sink_0`);
    const sender = await openSender({ to: `127.0.0.1:${port}`, codec: 'H264' });
    const over = new AbortController();
    const send = async (): Promise<void> => {
      const endless = Array.from({ length: 15 }, () => units).flat();
      const frames = atLivePace(atFrameRate(listed(endless.map((bytes) => ({ bytes }))), 30), 90_000);
      for await (const frame of frames) {
        if (over.signal.aborted) return;
        await sender.send(frame);
      }
    };
    const sending = send();
    for (let run = 0; run < 2; run++) {
      await using peer = player();
      await peer.waitFor('20 packets', ({ jitterbuffers }) => Number(jitterbuffers?.[0]?.['num-pushed']) >= 20);
    }
    over.abort();
    await sending;
    await sender.close();
  });
});
