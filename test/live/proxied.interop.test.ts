import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readUint16 } from '../../src/bytes/big-endian.js';
import { burstLoss, openReceiver, openUdpProxy } from '../../src/node/index.js';
import { clipUnits, comparable, nalUnitsOf, pictureOf, writeClipMp4 } from '../peers/clip.js';
import { freePortPairs } from '../peers/free-port.js';
import { RtpbinPeer } from '../peers/rtpbin-peer.js';
import { StallMeter } from '../peers/stall-meter.js';

let directory = '';
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'rtpkit-proxied-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const units = clipUnits(150);
const sentPictures = units.map((unit) => pictureOf(nalUnitsOf(unit)));

describe('a GStreamer sender behind a bad network, made by the proxy of the lab', () => {
  it.each([
    ['single losses', { loss: 0.02 }],
    ['bursts of 3 and reordering', { loss: burstLoss(0.05, 3), reorder: { probability: 0.05, delayMs: 30 } }],
  ])('is received with every loss counted and no damaged frame called complete: %s', async (_, impairment) => {
    const [port, rtcpPort] = await freePortPairs(2);
    const file = join(directory, 'sent.mp4');
    writeClipMp4(file, units.length);
    const arrived: number[] = [];
    await using stalls = new StallMeter();
    await using proxy = await openUdpProxy({
      onDelivered: (bytes, _from, to) => to.port === port && arrived.push(readUint16(bytes, 2)),
      to: `127.0.0.1:${port}`,
      rtcpBackTo: `127.0.0.1:${rtcpPort}`,
      there: { seed: 6, delayMs: 10, jitterMs: 15, duplication: 0.01, ...impairment },
      back: { seed: 7, delayMs: 10 },
    });
    const rtcp = { bandwidth: 1_000_000, reducedMinimum: true };
    const receiver = await openReceiver({ host: '127.0.0.1', port: port!, codec: 'H264', rtcp, latencyMs: 200 });
    let statistics: { packetsReceived: number; packetsLost: number } | undefined;
    receiver.events.once('end', ({ stream }) => {
      ({ statistics } = stream);
      void receiver.close();
    });
    await using peer = new RtpbinPeer(`rtpbin name=rtpbin
      filesrc location=${file} ! qtdemux ! h264parse ! rtph264pay config-interval=-1 mtu=400 seqnum-offset=1000 ! rtpbin.send_rtp_sink_0
      rtpbin.send_rtp_src_0 ! udpsink host=127.0.0.1 port=${proxy.ports.rtp}
      rtpbin.send_rtcp_src_0 ! udpsink host=127.0.0.1 port=${proxy.ports.rtcp} sync=false async=false
      udpsrc port=${rtcpPort} ! rtpbin.recv_rtcp_sink_0`);
    const complete: string[] = [];
    for await (const { frame } of receiver) if (frame.complete) complete.push(pictureOf(comparable(frame.nalUnits)));
    const sent = new Set(sentPictures);
    expect(complete.filter((frame) => !sent.has(frame))).toEqual([]);
    expect(complete.length).toBeGreaterThan(units.length / 2);
    const truth = proxy.there.rtp.statistics;
    expect(truth.lost).toBeGreaterThan(5);
    expect(statistics!.packetsReceived).toBe(truth.delivered);
    // Packets that overtook the first ones make the sequence begin later (RFC 3550 A.1): so much less is expected.
    const whole = Math.max(...arrived) - Math.min(...arrived) + 1 - arrived.length;
    const begunLater = Math.min(arrived[0]!, arrived[1]!) - Math.min(...arrived);
    // After a stall of the machine the jitter of the proxy shuffles all that came at once, and what is left of it may look like a
    // sequence that begins anew within MAX_MISORDER.
    const expectedTwice = stalls.longestSeconds > 0.2 ? 100 : 0;
    expect(statistics!.packetsLost).toBeLessThanOrEqual(whole + expectedTwice);
    expect(statistics!.packetsLost).toBeGreaterThanOrEqual(whole - begunLater);
    // Its reports came through the proxy, and so did ours: GStreamer knows the round trip, in units of 1/65536 s.
    const source = await peer.waitForSource(
      'receiver report with a round trip',
      (candidate) => candidate['have-rb'] === true && Number(candidate['rb-round-trip']) > 0,
    );
    expect(Number(source['rb-round-trip']) / 65.536).toBeGreaterThanOrEqual(20);
  });
});
