import { describe, expect, it } from 'vitest';
import { addMs, ntpDeltaMs } from '../../../src/clock/ntp-timestamp.js';
import type { LinkOptions } from '../../../src/lab/index.js';
import { NTP_64_URI } from '../../../src/rtp/ntp-64.js';
import type { FrameReceived } from '../../../src/session/session-output.js';
import { toyFormat } from '../toy-format.js';
import { NTP_2026, VirtualLink } from '../virtual-link.js';

const VIDEO = { ssrc: 1, payloadType: 96, latencyMs: 300, frameMs: 40 };
const AUDIO = { ssrc: 2, payloadType: 97, latencyMs: 50, frameMs: 20 };
const RUN_MS = 1000;
/** Its first report would leave with its first packet. */
const SILENT = { senderBandwidth: 0, receiverBandwidth: 0 };

interface Setup {
  readonly ntp64?: boolean;
  readonly named?: boolean;
  readonly link?: Partial<LinkOptions>;
  /** Nothing arrives before that. */
  readonly joinedMs?: number;
  /** The sender's wall clock then steps by an hour. */
  readonly stepMs?: number;
}

/** How long after its capture each frame is presented, by its stream; what was captured is known by when it was sent. */
function run({ ntp64 = true, named = true, link = {}, joinedMs = 0, stepMs = Infinity }: Setup): {
  readonly video: FrameLag[];
  readonly audio: FrameLag[];
} {
  const headerExtensions = ntp64 ? [{ id: 5, uri: NTP_64_URI }] : [];
  const cnames = new Map(named ? [VIDEO, AUDIO].map(({ ssrc }) => [ssrc, 'a@test']) : []);
  const receive = [VIDEO, AUDIO].map(({ payloadType, latencyMs }) => ({ payloadType, latencyMs, format: toyFormat() }));
  const virtual = new VirtualLink(
    { remote: { host: 'b', port: 5004 }, headerExtensions, rtcp: SILENT },
    { receive, headerExtensions, cnames },
    link,
  );
  const sentMs = new Map<string, number>();
  const startMs = virtual.now;
  const streams = [VIDEO, AUDIO].map(({ ssrc, payloadType, frameMs }) => ({
    frameMs,
    stream: virtual.a.session.addOutgoing({ format: toyFormat(), ssrc, payloadType, timestampOffset: ssrc * 1e9 }),
  }));
  if (joinedMs > 0) virtual.cut();
  for (let ms = 0; ms < RUN_MS; ms += 20) {
    if (ms === joinedMs) virtual.mend();
    const steppedMs = ms >= stepMs ? 3_600_000 : 0;
    virtual.a.session.setWallClock(virtual.now, addMs(NTP_2026, ms + steppedMs));
    for (const { frameMs, stream } of streams) {
      if (ms % frameMs > 0) continue;
      sentMs.set(`${stream.ssrc}/${stream.ssrc * 1e9 + ms * 90}`, startMs + ms);
      virtual.act((now) => stream.send(now, new Uint8Array(3000).fill(1), ms * 90));
    }
    virtual.runTo(virtual.now + 20);
  }
  virtual.runTo(virtual.now + 10);
  expect(virtual.b.said.some(({ output }) => output.type === 'report')).toBe(false);
  virtual.act((now) => virtual.b.session.close(now));
  const lags = (ssrc: number): FrameLag[] =>
    virtual.b.said.flatMap(({ output }) => {
      if (output.type !== 'frame' || output.stream.ssrc !== ssrc) return [];
      const capturedMs = sentMs.get(`${ssrc}/${output.rtpTimestamp}`)!;
      return [{ capturedMs, lagMs: output.presentationMs - capturedMs, captureNtp: output.captureNtp }];
    });
  return { video: lags(VIDEO.ssrc), audio: lags(AUDIO.ssrc) };
}

interface FrameLag extends Pick<FrameReceived, 'captureNtp'> {
  readonly capturedMs: number;
  readonly lagMs: number;
}

describe('RFC 6051 §3.3 lip sync by packets that carry their wall clock', () => {
  it('is right at the first frame, without any report', () => {
    const { video, audio } = run({});
    expect(video[0]!.lagMs).toBeCloseTo(310, 3);
    for (const { lagMs } of [...video, ...audio]) expect(lagMs).toBeCloseTo(310, 1);
    expect(audio.length).toBeGreaterThan(30);
    for (const { capturedMs, captureNtp } of [...video, ...audio]) {
      expect(ntpDeltaMs(captureNtp!, NTP_2026)).toBeCloseTo(capturedMs - 1000, 1);
    }
  });

  it('is right at the first frame for who comes in late', () => {
    const { video, audio } = run({ joinedMs: 500 });
    expect(audio[0]!.capturedMs).toBe(1500);
    for (const { lagMs } of [...video, ...audio]) expect(lagMs).toBeCloseTo(310, 1);
  });

  it('is within the jitter of the way at the first frame', () => {
    const { video, audio } = run({ link: { jitterMs: 15 } });
    for (const { lagMs } of [...video, ...audio]) expect(Math.abs(lagMs - 317.5)).toBeLessThan(15);
  });

  it('follows a wall clock that steps', () => {
    const { video, audio } = run({ stepMs: 400 });
    for (const { lagMs } of [...video, ...audio]) expect(lagMs).toBeCloseTo(310, 1);
  });

  it.each([{ ntp64: false }, { named: false }])('has to wait for a report with %o', (setup) => {
    const { video, audio } = run(setup);
    expect(video[0]!.lagMs - audio[0]!.lagMs).toBeCloseTo(250, 1);
  });
});
