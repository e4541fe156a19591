import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openReceiver, type EndpointEvents, type MediaFrame, type Receiver } from '../../src/node/index.js';
import { hexOf } from '../hex.js';
import { comparable, nalUnitsOf } from '../peers/clip.js';
import { freePortPairs } from '../peers/free-port.js';
import { PATIENCE } from '../peers/patience.js';
import { RtpbinPeer } from '../peers/rtpbin-peer.js';

const RTCP = { bandwidth: 1_000_000, reducedMinimum: true };
let directory = '';
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'rtpkit-rtpbin-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** An rtpbin that sends to `port` and `port + 1` and hears reports on `rtcpPort`. */
function sendingPipeline(payloaded: string, port: number, rtcpPort: number): string {
  return `rtpbin name=rtpbin ${payloaded} ! rtpbin.send_rtp_sink_0
    rtpbin.send_rtp_src_0 ! udpsink host=127.0.0.1 port=${port}
    rtpbin.send_rtcp_src_0 ! udpsink host=127.0.0.1 port=${port + 1} sync=false async=false
    udpsrc port=${rtcpPort} ! rtpbin.recv_rtcp_sink_0`;
}

/** In units of 1/65536 s: less than a second, as all are but those that a busy machine holds up. */
function isRoundTrip(units: number): boolean {
  return units > 0 && units < 65_536;
}

/** Remembers the first event of each kind. */
function witness({ events }: Receiver<MediaFrame>): { [Name in keyof EndpointEvents]?: EndpointEvents[Name][0] } {
  const seen: Record<string, unknown> = {};
  for (const name of ['source-description', 'report', 'goodbye', 'gap', 'reject'] as const) {
    events.once(name, (event: unknown) => (seen[name] = event));
  }
  return seen;
}

describe('GStreamer rtpbin sends and we receive', () => {
  it('hands out the NAL units of x264enc, and its report is answered so that it knows the round trip', async () => {
    const [port, rtcpPort] = await freePortPairs(2);
    const rtcp = { ...RTCP, remote: { port: rtcpPort! } };
    const receiver = await openReceiver({ host: '127.0.0.1', port: port!, codec: 'H264', rtcp });
    const seen = witness(receiver);
    receiver.events.once('end', () => void receiver.close());
    const encoded = `videotestsrc is-live=true num-buffers=120 ! video/x-raw,format=I420,width=320,height=240,framerate=30/1
      ! x264enc tune=zerolatency key-int-max=30 ! tee name=t t. ! queue ! video/x-h264,stream-format=byte-stream
      ! filesink location=${directory}/sent.h264 t. ! queue ! rtph264pay`;
    await using peer = new RtpbinPeer(sendingPipeline(encoded, port!, rtcpPort!));
    const received: string[] = [];
    let ssrc = 0;
    for await (const { frame, stream } of receiver) {
      ({ ssrc } = stream);
      expect(frame.complete).toBe(true);
      received.push(...comparable(frame.nalUnits));
    }
    expect(received).toEqual(nalUnitsOf(new Uint8Array(readFileSync(join(directory, 'sent.h264')))));
    const source = await peer.waitForSource(
      'receiver report with a round trip',
      (candidate) => candidate['have-rb'] === true && isRoundTrip(Number(candidate['rb-round-trip'])),
    );
    expect(source).toMatchObject({ 'rb-fractionlost': 0, 'rb-packetslost': 0 });
    expect(seen['source-description']!.items.get('TOOL')).toMatch(/GStreamer/);
    expect(seen['report']).toMatchObject({ kind: 'sender', ssrc });
    expect(seen['goodbye']).toMatchObject({ ssrc });
    expect(seen['gap'] ?? seen['reject']).toBeUndefined();
  });

  it('hands out the packets of vorbisenc, whose configuration comes in-band', async () => {
    const [port, rtcpPort] = await freePortPairs(2);
    const rtcp = { ...RTCP, remote: { port: rtcpPort! } };
    const receiver = await openReceiver({ host: '127.0.0.1', port: port!, codec: 'vorbis', rtcp });
    receiver.events.once('end', () => void receiver.close());
    const encoded = `audiotestsrc is-live=true num-buffers=120 wave=white-noise ! audioconvert ! audio/x-raw,rate=48000,channels=2
      ! vorbisenc ! tee name=t t. ! queue ! multifilesink location=${directory}/%05d next-file=buffer
      t. ! queue ! rtpvorbispay config-interval=1 max-ptime=20000000`;
    await using _peer = new RtpbinPeer(sendingPipeline(encoded, port!, rtcpPort!));
    const received: string[] = [];
    let sampleRate = 0;
    for await (const { frame } of receiver) {
      received.push(hexOf(frame.bytes));
      ({ sampleRate } = frame.configuration);
    }
    // The end of stream of the pipeline is not waited for: GStreamer 1.22 sometimes keeps it back from its RTCP sink.
    const files = (): string[] => readdirSync(directory).filter((name) => /^\d{5}$/.test(name));
    await vi.waitUntil(() => files().length >= received.length + 3, PATIENCE);
    const [, , , ...sent] = files()
      .toSorted()
      .map((name) => readFileSync(join(directory, name), 'hex'));
    // rtpvorbispay drops the bundle that it holds at the end of the stream, of at most 15 packets.
    expect(received).toEqual(sent.slice(0, received.length));
    expect(sent.length - received.length).toBeLessThanOrEqual(15);
    expect(received.length).toBeGreaterThan(100);
    expect(sampleRate).toBe(48_000);
  });
});
