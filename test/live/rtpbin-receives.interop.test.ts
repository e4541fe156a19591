import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { atFrameRate, atLivePace, openSender } from '../../src/node/index.js';
import { concatenate } from '../../src/bytes/octets.js';
import { hexOf } from '../hex.js';
import { clipPackets, clipUnits } from '../peers/clip.js';
import { freePortPairs, untilPairIsTaken } from '../peers/free-port.js';
import { firstRoundTrip } from '../peers/first-round-trip.js';
import { RtpbinPeer } from '../peers/rtpbin-peer.js';
import { listed, sendAll } from '../peers/streams.js';

const RTCP = { bandwidth: 1_000_000, reducedMinimum: true };
let directory = '';
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'rtpkit-rtpbin-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** An rtpbin that receives on `port` and `port + 1` and sends its reports to `rtcpPort`. */
function receivingPipeline(caps: string, port: number, rtcpPort: number, tail: string): string {
  return `rtpbin name=rtpbin latency=200 udpsrc port=${port} caps="application/x-rtp,${caps}" ! rtpbin.recv_rtp_sink_0
    rtpbin. ! ${tail} udpsrc port=${port + 1} ! rtpbin.recv_rtcp_sink_0
    rtpbin.send_rtcp_src_0 ! udpsink host=127.0.0.1 port=${rtcpPort} sync=false async=false`;
}

describe('GStreamer rtpbin receives what we send', () => {
  it('decodes H.264 to the very picture that was sent, and believes our SR and BYE', async () => {
    const units = clipUnits(120);
    writeFileSync(join(directory, 'sent.h264'), concatenate(units));
    const sourceMd5 = execFileSync('sh', [
      '-c',
      `ffmpeg -v error -i ${directory}/sent.h264 -f rawvideo -pix_fmt yuv420p - | md5sum`,
    ])
      .toString('latin1')
      .slice(0, 32);
    const [port, rtcpPort] = await freePortPairs(2);
    const caps = 'media=video,clock-rate=90000,encoding-name=H264';
    const tail = 'rtph264depay ! avdec_h264 ! videocodectestsink';
    await using peer = new RtpbinPeer(receivingPipeline(caps, port!, rtcpPort!, tail));
    await untilPairIsTaken(port!);

    const sender = await openSender({
      to: `127.0.0.1:${port}`,
      codec: 'H264',
      rtcpPort: rtcpPort!,
      rtcp: RTCP,
      cname: 'ours',
    });
    const roundTrip = firstRoundTrip(sender, 1000);
    const frames = atFrameRate(listed(units.map((bytes) => ({ bytes }))), 30);
    await sendAll(sender, atLivePace(frames, 90_000));
    await roundTrip;
    // The last frame is still being paced.
    await peer.waitForSource('SR with our counts', (source) => {
      const { packetsSent, bytesSent } = sender.stream.statistics;
      return (
        source['have-sr'] === true &&
        source['sr-packet-count'] === packetsSent &&
        source['sr-octet-count'] === bytesSent
      );
    });
    const described = await peer.waitForSource(
      'our CNAME',
      (source) => source['sdes-cname'] === 'ours' || source['ssrc'] === sender.ssrc,
    );
    expect(described['validated']).toBe(true);
    await sender.close('the clip is over');
    expect(await peer.waitForEvent('on-bye-ssrc')).toMatchObject({ ssrc: sender.ssrc });
    const jitterBuffer = (
      await peer.waitFor(
        'statistics of the jitter buffer',
        ({ jitterbuffers }) => jitterbuffers?.[0]?.['num-pushed'] === sender.stream.statistics.packetsSent,
      )
    ).jitterbuffers![0]!;
    expect(jitterBuffer).toMatchObject({ 'num-lost': 0, 'num-late': 0, 'num-duplicates': 0 });
    peer.say('eos');
    expect((await peer.waitForEvent('checksum')).checksum).toBe(sourceMd5);
    expect(peer.events.filter(({ event }) => event === 'error' || event === 'on-ssrc-collision')).toEqual([]);
  });

  it('takes Vorbis without a description: the configuration is in-band', async () => {
    const packets = await clipPackets(150);
    const [port, rtcpPort] = await freePortPairs(2);
    const caps = 'media=audio,clock-rate=44100,encoding-name=VORBIS';
    const tail = `rtpvorbisdepay ! multifilesink name=files location=${directory}/%05d next-file=buffer sync=false`;
    await using peer = new RtpbinPeer(receivingPipeline(caps, port!, rtcpPort!, tail));
    await untilPairIsTaken(port!);
    const clockRate = packets[0]!.configuration.sampleRate;
    const sender = await openSender({
      to: `127.0.0.1:${port}`,
      codec: 'vorbis',
      clockRate,
      rtcpPort: rtcpPort!,
      rtcp: RTCP,
    });
    const roundTrip = firstRoundTrip(sender);
    await sendAll(sender, atLivePace(listed(packets), clockRate));
    await roundTrip;
    await sender.close();
    await peer.waitForEvent('on-bye-ssrc');
    await peer.waitFor(
      'all packets',
      ({ jitterbuffers }) => jitterbuffers?.[0]?.['num-pushed'] === sender.stream.statistics.packetsSent,
    );
    peer.say('eos');
    await peer.waitForEndIn('files');
    const received = readdirSync(directory)
      .toSorted()
      .map((name) => readFileSync(join(directory, name), 'hex'));
    expect(received).toEqual(packets.map(({ bytes }) => hexOf(bytes)));
  });
});
