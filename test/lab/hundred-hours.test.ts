import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { HostClock, Link, SeededRandom, VirtualHost, VirtualTime } from '../../src/lab/index.js';
import { h264 } from '../../src/payloaders/h264/index.js';
import type { PayloadFormat } from '../../src/payloaders/payload-format.js';
import type { IncomingStream } from '../../src/session/incoming/incoming-stream.js';
import { LipSync } from '../../src/session/lip-sync/lip-sync.js';
import type { OutgoingStream } from '../../src/session/outgoing/outgoing-stream.js';
import type { FrameReceived } from '../../src/session/session-output.js';
import { Session } from '../../src/session/session.js';
import { toyFormat } from '../session/toy-format.js';

const HOUR_MS = 3_600_000;
const HOURS = 100;
const FRAME_MS = 3000;
const DELAY_MS = 20;
/** Little, because so few frames a second leave the measurement of skew two to choose the fastest from, not a hundred. */
const JITTER_MS = 2;
/** A bad crystal; over 100 hours it is 36 s off. */
const SKEW_PPM = 100;
/** Frames of which one may still be on its way to the other stream's instant: slewing 100 ms takes 2 s, reports take 10. */
const FIRST_ALIGNED = 30;
const SYNC_MS = 4;
/** What the sender's clock shows at the first frame. */
const START_MS = 5e6;
const ALICE = { host: '10.0.0.1', port: 5004 };
const BOB = { host: '10.0.0.2', port: 5004 };
/** Half way, the NTP timestamp wraps as it will in 2036. */
const NTP = { seconds: 2 ** 32 - (HOURS / 2) * 3600, fraction: 0 };

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Megabytes in use once the collector has been. */
function heapMb(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}

/** One of the two streams: its frames hold their number, six bits to an octet, so that no start code can come of it. */
interface Medium {
  readonly format: PayloadFormat;
  readonly clockRate: number;
  readonly latencyMs: number;
  readonly head: readonly number[];
  readonly octetsOf: (frame: FrameReceived['frame']) => Uint8Array;
}

const VIDEO: Medium = {
  format: h264,
  clockRate: 90_000,
  latencyMs: 200,
  head: [0, 0, 0, 1, 0x41],
  octetsOf: (frame) => (frame as unknown as { nalUnits: Uint8Array[] }).nalUnits[0]!,
};

const AUDIO: Medium = {
  format: toyFormat(48_000),
  clockRate: 48_000,
  latencyMs: 100,
  head: [],
  octetsOf: (frame) => (frame as unknown as { bytes: Uint8Array }).bytes,
};

function frameOf({ head }: Medium, index: number): Uint8Array {
  return Uint8Array.of(...head, ...[18, 12, 6, 0].map((shift) => 0x40 | ((index >> shift) & 63)));
}

function indexOf(octets: Uint8Array): number {
  return octets.subarray(-4).reduce((index, octet) => (index << 6) | (octet & 63), 0);
}

/** What is found wrong with frames as they come out; counted, because a list of them would be the memory that is measured. */
class Watch {
  frames = 0;
  wrongOrder = 0;
  releasedEarlier = 0;
  presentedEarlier = 0;
  wrongDelay = 0;
  reports = 0;
  presentationMs = -Infinity;
  #index = -1;
  #releaseMs = -Infinity;
  #mediaTicks = -Infinity;

  /** @param delayMs the latency that both streams come to */
  frame(
    medium: Medium,
    delayMs: number,
    { frame, releaseMs, arrivalMs, presentationMs, mediaTicks }: FrameReceived,
  ): number {
    this.frames++;
    const index = indexOf(medium.octetsOf(frame));
    if (index !== this.#index + 1) this.wrongOrder++;
    if (releaseMs < this.#releaseMs) this.releasedEarlier++;
    if (mediaTicks <= this.#mediaTicks || presentationMs < this.presentationMs) this.presentedEarlier++;
    // The fastest packet of a window of any length is at most the whole jitter faster than this one.
    const waitedMs = releaseMs - arrivalMs;
    const inTime = waitedMs >= delayMs - JITTER_MS - SYNC_MS && waitedMs <= delayMs + SYNC_MS;
    if (index >= FIRST_ALIGNED && !inTime) this.wrongDelay++;
    this.#index = index;
    this.#releaseMs = releaseMs;
    this.#mediaTicks = mediaTicks;
    this.presentationMs = presentationMs;
    return index;
  }
}

/** A session that sends one medium, one that receives it, and the links between them. */
class Line {
  readonly watch = new Watch();
  readonly stream: OutgoingStream;
  readonly #receiving: Session;

  constructor(
    medium: Medium,
    seed: number,
    { time, senderClock, lipSync }: { time: VirtualTime; senderClock: HostClock; lipSync: LipSync },
    onFrame: (index: number) => void,
  ) {
    const { format, clockRate, latencyMs } = medium;
    const { uint32: randomUint32 } = new SeededRandom(seed);
    const { watch } = this;
    const sending = new Session(senderClock.now, { cname: 'alice', randomUint32, remote: BOB });
    const receive = [{ payloadType: 96, format }];
    const receiving = new Session(time.now, { cname: 'bob', randomUint32, receive, latencyMs, lipSync });
    sending.setWallClock(senderClock.now, NTP);
    receiving.setWallClock(time.now, NTP);

    const alice = new VirtualHost(senderClock, sending, {
      transmit: ({ bytes, channel }) => (channel === 'rtp' ? there : thereRtcp).send(bytes),
      event: (event) => event.type === 'report' && event.kind === 'receiver' && watch.reports++,
    });
    const bob = new VirtualHost(time, receiving, {
      transmit: ({ bytes }) => back.send(bytes),
      event: (event) => event.type === 'frame' && onFrame(watch.frame(medium, VIDEO.latencyMs, event)),
    });
    const way = { delayMs: DELAY_MS, jitterMs: JITTER_MS };
    const there = new Link(time, { seed: seed + 1, ...way }, (bytes) => bob.receive(bytes, ALICE, 'rtp'));
    const thereRtcp = new Link(time, { seed: seed + 2, ...way }, (bytes) => bob.receive(bytes, ALICE, 'rtcp'));
    const back = new Link(time, { seed: seed + 3, ...way }, (bytes) => alice.receive(bytes, BOB, 'rtcp'));

    const stream = sending.addOutgoing({ format, sequenceNumber: 65_500, timestampOffset: 2 ** 32 - clockRate });
    const sendFrame = (index: number): void => {
      alice.act((now) => stream.send(now, frameOf(medium, index), (index * clockRate * FRAME_MS) / 1000));
      senderClock.at(START_MS + (index + 1) * FRAME_MS, () => sendFrame(index + 1));
    };
    sendFrame(0);
    this.stream = stream;
    this.#receiving = receiving;
  }

  get incoming(): IncomingStream {
    return this.#receiving.incoming.get(this.stream.ssrc)!;
  }
}

describe('a hundred hours in virtual time', () => {
  it('cross every wrap, with two clocks that drift apart, and leave no trace in order, memory or lip sync', () => {
    const time = new VirtualTime();
    const senderClock = new HostClock(time, { startMs: START_MS, skewPpm: SKEW_PPM });
    const host = { time, senderClock, lipSync: new LipSync() };
    const shown = { video: -1, audio: -1 };
    let compared = 0;
    let worstMs = 0;
    const compare = (medium: 'video' | 'audio', index: number): void => {
      shown[medium] = index;
      if (index < FIRST_ALIGNED || shown.video !== shown.audio) return;
      compared++;
      worstMs = Math.max(worstMs, Math.abs(video.watch.presentationMs - audio.watch.presentationMs));
    };
    const video = new Line(VIDEO, 100, host, (index) => compare('video', index));
    const audio = new Line(AUDIO, 200, host, (index) => compare('audio', index));

    const jitters: number[] = [];
    const heaps: number[] = [];
    for (let hour = 10; hour <= HOURS; hour += 10) {
      time.run(hour * HOUR_MS);
      for (const { incoming } of [video, audio]) {
        jitters.push(incoming.statistics.jitter * 1000);
        expect(incoming.packetsHeld).toBeLessThanOrEqual(1);
      }
      heaps.push(heapMb());
    }

    const sentFrames = (HOURS * HOUR_MS * (1 + SKEW_PPM / 1e6)) / FRAME_MS;
    for (const { watch, incoming, stream } of [video, audio]) {
      expect(Math.abs(watch.frames - sentFrames)).toBeLessThan(3);
      expect(watch).toMatchObject({ wrongOrder: 0, releasedEarlier: 0, presentedEarlier: 0, wrongDelay: 0 });
      expect(incoming.statistics.packetsLost).toBe(0);
      expect(stream.statistics.remote).toMatchObject({ packetsLost: 0, fractionLost: 0 });
      expect(stream.roundTripMs).toBeLessThan(2 * (DELAY_MS + JITTER_MS) + 1);
      expect(stream.roundTripMs).toBeGreaterThan(2 * DELAY_MS - 1);
      expect(watch.reports).toBeGreaterThan((HOURS * 3600) / 10);
    }
    expect(compared).toBeGreaterThan(sentFrames - FIRST_ALIGNED - 3);
    expect(worstMs).toBeLessThan(SYNC_MS);
    // The mean difference of two draws of a uniform jitter is a third of its width (RFC 3550 A.8 smooths that).
    for (const jitter of jitters) expect(Math.abs(jitter - JITTER_MS / 3)).toBeLessThan(JITTER_MS / 4);
    expect(heaps.at(-1)! - heaps[0]!).toBeLessThan(1);
  });
});
