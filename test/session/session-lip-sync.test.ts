import { describe, expect, it } from 'vitest';
import { ntpDeltaMs } from '../../src/clock/ntp-timestamp.js';
import { SeededRandom } from '../../src/lab/seeded-random.js';
import { LipSync } from '../../src/session/lip-sync/lip-sync.js';
import { Session } from '../../src/session/session.js';
import type { ReceiveFormat, SessionOptions } from '../../src/session/session-options.js';
import { CapturedStream, type CapturedStreamOptions, type PresentedFrame } from './captured-stream.js';
import { toyFormat } from './toy-format.js';

const NTP = { seconds: 4_000_000_000, fraction: 0 };
const VIDEO = { ssrc: 1, frameMs: 1000 / 30, pathMs: 80 };
const AUDIO = { ssrc: 2, frameMs: 20, pathMs: 20 };

type Receive = Partial<ReceiveFormat> & Pick<SessionOptions, 'lipSync'>;

function receiver({ lipSync, ...receive }: Receive): Session {
  const formats = [{ payloadType: 96, format: toyFormat(), ...receive }];
  const lip = lipSync === undefined ? {} : { lipSync };
  return new Session(0, { cname: 'b', randomUint32: new SeededRandom(5).uint32, receive: formats, ...lip });
}

/** How long after its capture a frame is presented. */
function lagMs({ capturedMs, event }: PresentedFrame): number {
  return event.presentationMs - capturedMs;
}

/** Two sessions of one process, each with a stream; what both lag behind is told every `stepMs`. */
class Pair {
  readonly lags = { video: Number.NaN, audio: Number.NaN };
  readonly sessions: readonly Session[];
  #video: CapturedStream;
  #audio: CapturedStream;
  readonly #onFrame: (medium: 'video' | 'audio', frame: PresentedFrame) => void;

  constructor(
    video: Partial<CapturedStreamOptions>,
    audio: Partial<CapturedStreamOptions>,
    receive: { video?: Receive; audio?: Receive } = {},
    onFrame: (medium: 'video' | 'audio', frame: PresentedFrame) => void = () => undefined,
  ) {
    const lipSync = new LipSync();
    this.sessions = [receiver({ lipSync, ...receive.video }), receiver({ lipSync, ...receive.audio })];
    this.#video = new CapturedStream(this.sessions[0]!, { ...VIDEO, ...video });
    this.#audio = new CapturedStream(this.sessions[1]!, { ...AUDIO, ...audio });
    this.#onFrame = onFrame;
  }

  /** The sender of one comes back: another stream comes to its session. */
  restart(medium: 'video' | 'audio', options: CapturedStreamOptions): void {
    if (medium === 'video') this.#video = new CapturedStream(this.sessions[0]!, options);
    else this.#audio = new CapturedStream(this.sessions[1]!, options);
  }

  run(fromMs: number, toMs: number, each: (now: number) => void = () => undefined): this {
    for (let now = fromMs; now <= toMs; now += 10) {
      this.#video.run(now, (frame) => this.#take('video', frame));
      this.#audio.run(now, (frame) => this.#take('audio', frame));
      each(now);
    }
    return this;
  }

  /** How much later than the audio of its instant a picture is shown. */
  get errorMs(): number {
    return this.lags.video - this.lags.audio;
  }

  #take(medium: 'video' | 'audio', frame: PresentedFrame): void {
    this.lags[medium] = lagMs(frame);
    this.#onFrame(medium, frame);
  }
}

describe('video and audio on two socket pairs under one CNAME', () => {
  it.each([
    { hours: 0.2, mediaDrift: 0, wallDrift: 0 },
    { hours: 1, mediaDrift: 0.001, wallDrift: 0.001 },
    { hours: 1, mediaDrift: -0.001, wallDrift: -0.001 },
    { hours: 0.2, mediaDrift: 0.0005, wallDrift: -0.0005 },
  ])('play together to within 4 ms for hours, with clocks off by %o', ({ hours, ...drifts }) => {
    let worst = 0;
    const watch = (now: number): void => {
      if (now > 30_000) worst = Math.max(worst, Math.abs(pair.errorMs));
    };
    const pair = new Pair({ ...drifts, jitterMs: 30 }, { ...drifts, jitterMs: 10, firstReportMs: 2700 });
    pair.run(0, hours * 3_600_000, watch);
    expect(worst).toBeLessThan(4);
  });

  it('begin at once by arrival, each with its latency, and are slewed together when reports come', () => {
    const lags: { medium: string; at: number; lag: number }[] = [];
    const receive = { video: { latencyMs: 400 }, audio: { latencyMs: 1000 } };
    const pair = new Pair({}, {}, receive, (medium, frame) =>
      lags.push({ medium, at: frame.event.releaseMs, lag: lagMs(frame) }),
    );
    pair.run(0, 30_000);
    const video = lags.filter(({ medium }) => medium === 'video');
    expect(video[0]!.lag).toBeCloseTo(480, 0);
    expect(lags.find(({ medium }) => medium === 'audio')!.lag).toBeCloseTo(1020, 0);
    expect(video.at(-1)!.lag).toBeCloseTo(1020, 0);
    for (const [index, { at, lag }] of video.slice(1).entries()) {
      const before = video[index]!;
      expect(Math.abs(lag - before.lag)).toBeLessThanOrEqual(0.05 * (at - before.at) + 2);
    }
  });

  it('are let go when they are presented, in order', () => {
    let before = 0;
    const pair = new Pair({ jitterMs: 30 }, {}, { audio: { latencyMs: 1000 } }, (medium, { event }) => {
      if (medium !== 'video') return;
      expect(event.releaseMs).toBeGreaterThanOrEqual(before);
      expect(event.releaseMs - event.presentationMs).toBeLessThan(5);
      before = event.releaseMs;
    });
    pair.run(0, 60_000);
    expect(before).toBeGreaterThan(59_000);
  });

  it('are not aligned when they have different CNAMEs', () => {
    const pair = new Pair({}, { cname: 'other' }).run(0, 30_000);
    expect(pair.errorMs).toBeCloseTo(60, 0);
  });

  it('are not aligned when lip sync is off, or not shared', () => {
    const off = { lipSync: false } as const;
    expect(new Pair({}, {}, { video: off, audio: off }).run(0, 30_000).errorMs).toBeCloseTo(60, 0);
    const apart = { lipSync: new LipSync() };
    expect(new Pair({}, {}, { video: apart }).run(0, 30_000).errorMs).toBeCloseTo(60, 0);
  });

  it('are not aligned when they lie more than 3 s apart', () => {
    const pair = new Pair({ pathMs: 3100 }, {}).run(0, 30_000);
    expect(pair.errorMs).toBeCloseTo(3080, 0);
  });

  it('are not aligned by a sender that knows no time and reports 0', () => {
    const zero = (): typeof NTP => ({ seconds: 0, fraction: 0 });
    const captured: unknown[] = [];
    const pair = new Pair({ wallClock: zero }, { wallClock: zero }, {}, (_, { event }) =>
      captured.push(event.captureNtp),
    );
    expect(pair.run(0, 30_000).errorMs).toBeCloseTo(60, 0);
    expect(captured.every((ntp) => ntp === undefined)).toBe(true);
  });

  it('keep an offset that is asked for', () => {
    for (const syncOffsetMs of [100, -250]) {
      const pair = new Pair({}, {}, { audio: { syncOffsetMs } }).run(0, 40_000);
      expect(pair.errorMs).toBeCloseTo(-syncOffsetMs, 0);
    }
  });

  it('no longer wait for one that has gone silent for good', () => {
    const pair = new Pair({}, {});
    pair.run(0, 20_000);
    expect(pair.lags.audio).toBeCloseTo(280, 0);
    pair.sessions[0]!.close(20_000);
    pair.run(20_010, 40_000);
    expect(pair.lags.audio).toBeCloseTo(220, 0);
  });

  it.each([
    { who: 'the one that waits', restarted: 'audio' as const },
    { who: 'the one that is waited for', restarted: 'video' as const },
  ])('stay together when the sender of $who comes back under another SSRC after a second', ({ restarted }) => {
    const own = { video: VIDEO, audio: AUDIO };
    const fresh = { ...own[restarted], ssrc: 77, beganMs: 41_000, firstReportMs: 44_000 };
    const receive = { video: { latencyMs: 700 }, audio: { latencyMs: 200 } };
    const pair = new Pair(
      { endMs: restarted === 'video' ? 40_000 : Infinity },
      { endMs: restarted === 'audio' ? 40_000 : Infinity },
      receive,
    );
    pair.run(0, 40_900);
    expect(Math.abs(pair.errorMs)).toBeLessThan(4);
    pair.restart(restarted, fresh);
    let worst = 0;
    pair.run(40_910, 60_000, (now) => {
      if (now > 43_000) worst = Math.max(worst, Math.abs(pair.errorMs));
    });
    expect(worst).toBeLessThan(4);
  });

  it('are aligned from the first frame on by reports that come before it is due', () => {
    const lags: number[] = [];
    const early = { firstReportMs: 40 };
    const pair = new Pair(
      { ...early, pathMs: 180 },
      early,
      { video: { latencyMs: 400 }, audio: { latencyMs: 400 } },
      (medium, frame) => {
        if (medium === 'audio') lags.push(lagMs(frame));
      },
    );
    pair.run(0, 10_000);
    expect(lags[0]).toBeCloseTo(580, 0);
    expect(lags.at(-1)).toBeCloseTo(580, 0);
  });
});

describe('the times of a frame', () => {
  it("B71: are its media time over every wrap, its capture by the sender's clock, arrival, release and presentation", () => {
    const frames: PresentedFrame[] = [];
    const session = receiver({ latencyMs: 200 });
    const stream = new CapturedStream(session, { ...VIDEO, timestampOffset: 2 ** 32 - 90_000 });
    stream.run(10_000, (frame) => frames.push(frame));
    for (const { capturedMs, event } of frames) {
      expect(event.rtpTimestamp).toBe(event.frame.timestamp);
      expect(event.mediaTicks).toBe(Math.round(capturedMs * 90) + 2 ** 32 - 90_000);
      expect(event.arrivalMs).toBeCloseTo(capturedMs + 80, 1);
      expect(event.presentationMs).toBeCloseTo(capturedMs + 280, 1);
      expect(event.releaseMs).toBeGreaterThanOrEqual(event.presentationMs - 0.02);
    }
    const known = frames.filter(({ event }) => event.captureNtp !== undefined);
    expect(known.length).toBeGreaterThan(200);
    for (const { capturedMs, event } of known) expect(ntpDeltaMs(event.captureNtp!, NTP)).toBeCloseTo(capturedMs, 1);
    expect(frames[0]!.event.captureNtp).toBeUndefined();
  });

  it('are presented in the order of the timestamps, also where the path grows shorter at once', () => {
    const session = receiver({ latencyMs: 200 });
    const stream = new CapturedStream(session, { ...VIDEO, pathMs: (capturedMs) => (capturedMs < 3000 ? 180 : 80) });
    stream.run(6000);
    const times = stream.frames.map(({ event }) => event.presentationMs);
    expect(times.length).toBeGreaterThan(170);
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
    expect(lagMs(stream.frames.at(-1)!)).toBeCloseTo(280, 1);
  });

  it('fall back to the release while the clock rate is unknown', () => {
    const session = new Session(0, {
      cname: 'b',
      randomUint32: new SeededRandom(5).uint32,
      receive: [{ payloadType: 96, format: { ...toyFormat(), clockRate: undefined } }],
    });
    const stream = new CapturedStream(session, VIDEO);
    stream.run(5000);
    for (const { event } of stream.frames) expect(event.presentationMs).toBe(event.releaseMs);
    expect(stream.frames.at(-1)!.event.captureNtp).toBeUndefined();
  });
});
