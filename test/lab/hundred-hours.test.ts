import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { HostClock, Link, SeededRandom, VirtualHost, VirtualTime } from '../../src/lab/index.js';
import { h264 } from '../../src/payloaders/h264/index.js';
import type { FrameReceived } from '../../src/session/session-output.js';
import { Session } from '../../src/session/session.js';

const HOUR_MS = 3_600_000;
const HOURS = 100;
const FRAME_MS = 1000;
const TICKS_PER_FRAME = 90_000;
const DELAY_MS = 20;
const JITTER_MS = 10;
const LATENCY_MS = 200;
/** A bad crystal; over 100 hours it is 36 s off. */
const SKEW_PPM = 100;
const ALICE = { host: '10.0.0.1', port: 5004 };
const BOB = { host: '10.0.0.2', port: 5004 };

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Megabytes in use once the collector has been. */
function heapMb(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}

/** A slice that holds a number, six bits to an octet, so that no start code can come of it. */
function sliceOf(index: number): Uint8Array {
  return Uint8Array.of(0x41, ...[18, 12, 6, 0].map((shift) => 0x40 | ((index >> shift) & 63)));
}

function indexOf(slice: Uint8Array): number {
  return slice.subarray(1).reduce((index, octet) => (index << 6) | (octet & 63), 0);
}

/** What is found wrong with frames as they come out; counted, because a list of them would be the memory that is measured. */
class Watch {
  frames = 0;
  wrongOrder = 0;
  releasedEarlier = 0;
  wrongDelay = 0;
  reports = 0;
  #index = -1;
  #releaseMs = -Infinity;

  frame({ frame, releaseMs, arrivalMs }: FrameReceived): void {
    this.frames++;
    const [nalUnit] = (frame as unknown as { nalUnits: Uint8Array[] }).nalUnits;
    const index = indexOf(nalUnit!);
    if (index !== this.#index + 1) this.wrongOrder++;
    if (releaseMs < this.#releaseMs) this.releasedEarlier++;
    // The fastest packet of a window of any length is at most the whole jitter faster than this one.
    const waitedMs = releaseMs - arrivalMs;
    // The first one waits on probation for the second (RFC 3550 A.1).
    const onProbation = index === 0;
    if (!onProbation && (waitedMs < LATENCY_MS - JITTER_MS - 1 || waitedMs > LATENCY_MS + 1)) this.wrongDelay++;
    this.#index = index;
    this.#releaseMs = releaseMs;
  }
}

describe('a hundred hours in virtual time', () => {
  it('cross every wrap, with two clocks that drift apart, and leave no trace', () => {
    const time = new VirtualTime();
    const senderClock = new HostClock(time, { startMs: 5e6, skewPpm: SKEW_PPM });
    const { uint32: randomUint32 } = new SeededRandom(100);
    const watch = new Watch();
    const sending = new Session(senderClock.now, { cname: 'alice', randomUint32, remote: BOB });
    const receive = [{ payloadType: 96, format: h264 }];
    const receiving = new Session(time.now, { cname: 'bob', randomUint32, receive, latencyMs: LATENCY_MS });
    // Half way, the NTP timestamp wraps as it will in 2036.
    sending.setWallClock(senderClock.now, { seconds: 2 ** 32 - (HOURS / 2) * 3600, fraction: 0 });
    receiving.setWallClock(time.now, { seconds: 2 ** 32 - (HOURS / 2) * 3600, fraction: 0 });

    const alice = new VirtualHost(senderClock, sending, {
      transmit: ({ bytes, channel }) => (channel === 'rtp' ? there : thereRtcp).send(bytes),
      event: (event) => event.type === 'report' && event.kind === 'receiver' && watch.reports++,
    });
    const bob = new VirtualHost(time, receiving, {
      transmit: ({ bytes }) => back.send(bytes),
      event: (event) => event.type === 'frame' && watch.frame(event),
    });
    const way = { delayMs: DELAY_MS, jitterMs: JITTER_MS };
    const there = new Link(time, { seed: 1, ...way }, (bytes) => bob.receive(bytes, ALICE, 'rtp'));
    const thereRtcp = new Link(time, { seed: 2, ...way }, (bytes) => bob.receive(bytes, ALICE, 'rtcp'));
    const back = new Link(time, { seed: 3, ...way }, (bytes) => alice.receive(bytes, BOB, 'rtcp'));

    const stream = sending.addOutgoing({ format: h264, sequenceNumber: 65_500, timestampOffset: 2 ** 32 - 90_000 });
    const sendFrame = (index: number): void => {
      const frame = Uint8Array.of(0, 0, 0, 1, ...sliceOf(index));
      alice.act((now) => stream.send(now, frame, index * TICKS_PER_FRAME));
      senderClock.at(5e6 + (index + 1) * FRAME_MS, () => sendFrame(index + 1));
    };
    sendFrame(0);

    const jitters: number[] = [];
    const heaps: number[] = [];
    for (let hour = 10; hour <= HOURS; hour += 10) {
      time.run(hour * HOUR_MS);
      const incoming = receiving.incoming.get(stream.ssrc)!;
      jitters.push(incoming.statistics.jitter * 1000);
      expect(incoming.packetsHeld).toBeLessThanOrEqual(1);
      heaps.push(heapMb());
    }

    const sentFrames = (HOURS * HOUR_MS * (1 + SKEW_PPM / 1e6)) / FRAME_MS;
    expect(Math.abs(watch.frames - sentFrames)).toBeLessThan(3);
    expect(watch).toMatchObject({ wrongOrder: 0, releasedEarlier: 0, wrongDelay: 0 });
    // The mean difference of two draws of a uniform jitter is a third of its width (RFC 3550 A.8 smooths that).
    for (const jitter of jitters) expect(Math.abs(jitter - JITTER_MS / 3)).toBeLessThan(JITTER_MS / 4);
    const { packetsLost } = receiving.incoming.get(stream.ssrc)!.statistics;
    expect(packetsLost).toBe(0);
    expect(stream.statistics.remote).toMatchObject({ packetsLost: 0, fractionLost: 0 });
    expect(stream.statistics.remote!.roundTripMs).toBeLessThan(2 * (DELAY_MS + JITTER_MS) + 1);
    expect(stream.statistics.remote!.roundTripMs).toBeGreaterThan(2 * DELAY_MS - 1);
    expect(watch.reports).toBeGreaterThan((HOURS * 3600) / 10);
    expect(heaps.at(-1)! - heaps[0]!).toBeLessThan(1);
  });
});
