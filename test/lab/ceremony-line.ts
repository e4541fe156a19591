/** One stream of the ceremony in virtual time: who sends it, who receives it, and the truth about each frame in between. */

import { Link, SeededRandom, VirtualHost, type HostClock, type VirtualTime } from '../../src/lab/index.js';
import type { AccessUnit } from '../../src/payloaders/h264/index.js';
import type { PayloadFormat } from '../../src/payloaders/payload-format.js';
import { parseRtpPacket, type RtpPacket } from '../../src/rtp/rtp-packet.js';
import type { LipSync } from '../../src/session/lip-sync/lip-sync.js';
import type { OutgoingStream } from '../../src/session/outgoing/outgoing-stream.js';
import type { FrameReceived } from '../../src/session/session-output.js';
import { Session } from '../../src/session/session.js';

const LOOP_MS = 10_000;
/** What is still on its way, in the buffers or behind them. */
const YOUNG_MS = 5000;
const WAY = { delayMs: 10, jitterMs: 20, loss: 0.02, reorder: { probability: 0.01, delayMs: 20 } };
const ALICE = { host: '10.0.0.1', port: 10_000 };
const BOB = { host: '10.0.0.2', port: 10_000 };
const NTP = { seconds: 4_000_000_000, fraction: 0 };

export interface Medium {
  readonly format: PayloadFormat;
  readonly options: object;
  readonly clockRate: number;
  readonly latencyMs: number;
  /** How fast the clock that counts its ticks is against the sender's own, as a factor. */
  readonly speed: number;
  /** Sent once, before anything else. */
  readonly headers: readonly Uint8Array[];
  /** A loop of the clip, in order. */
  readonly frames: readonly { readonly bytes: Uint8Array; readonly ticks: number }[];
}

/** What both streams share. */
export interface Surroundings {
  readonly time: VirtualTime;
  readonly senderClock: HostClock;
  readonly lipSync: LipSync;
}

/** What became of the frames of one timestamp. */
interface Entry {
  readonly capturedMs: number;
  given: number;
  packets: number;
  arrived: number;
  out: number;
}

export class CeremonyLine {
  readonly counts = { given: 0, whole: 0, missing: 0, out: 0, damaged: 0, senderReports: 0, receiverReports: 0 };
  readonly stream: OutgoingStream;
  readonly receiving: Session;
  /** How long after its capture the last frame is presented, in ms. */
  lagMs: number = Number.NaN;
  readonly #time: VirtualTime;
  readonly #entries = new Map<number, Entry>();
  readonly #onFrame: () => void;

  constructor(medium: Medium, seed: number, { time, senderClock, lipSync }: Surroundings, onFrame: () => void) {
    this.#time = time;
    this.#onFrame = onFrame;
    const { format, latencyMs, clockRate, options, headers } = medium;
    const { uint32: randomUint32 } = new SeededRandom(seed);
    const receive = [{ payloadType: 96, format, clockRate }];
    const sending = new Session(senderClock.now, { cname: 'alice', randomUint32, remote: BOB });
    this.receiving = new Session(time.now, { cname: 'bob', randomUint32, receive, latencyMs, lipSync });
    sending.setWallClock(senderClock.now, NTP);
    const alice = new VirtualHost(senderClock, sending, {
      transmit: ({ bytes, channel }) => {
        if (channel === 'rtp') this.#entryOf(bytes).packets++;
        there[channel].send(bytes);
      },
      event: (event) => event.type === 'report' && event.kind === 'receiver' && this.counts.receiverReports++,
    });
    const bob = new VirtualHost(time, this.receiving, {
      transmit: ({ bytes }) => back.send(bytes),
      event: (event) => {
        if (event.type === 'frame') this.#take(event);
        else if (event.type === 'report' && event.kind === 'sender') this.counts.senderReports++;
      },
    });
    const there = {
      rtp: new Link(time, { seed: seed + 1, ...WAY }, (bytes) => {
        this.#entryOf(bytes).arrived++;
        bob.receive(bytes, ALICE, 'rtp');
      }),
      rtcp: new Link(time, { seed: seed + 2, ...WAY }, (bytes) => bob.receive(bytes, ALICE, 'rtcp')),
    };
    const back = new Link(time, { seed: seed + 3, ...WAY }, (bytes) => alice.receive(bytes, BOB, 'rtcp'));
    // The timestamps wrap within the first minute.
    const timestampOffset = 2 ** 32 - 20 * clockRate;
    this.stream = sending.addOutgoing({ format, clockRate, options, timestampOffset });
    for (const header of headers) alice.act((now) => this.stream.send(now, header, 0));
    this.#play(medium, senderClock, (bytes, ticks) => {
      this.#give((ticks + timestampOffset) >>> 0);
      alice.act((now) => this.stream.send(now, bytes, ticks));
    });
  }

  /** Each frame in its time by the clock that counts its ticks, loop after loop. */
  #play(
    { frames, clockRate, speed }: Medium,
    clock: HostClock,
    send: (bytes: Uint8Array, ticks: number) => void,
  ): void {
    const startMs = clock.now;
    const next = (index: number): void => {
      const { bytes, ticks } = frames[index % frames.length]!;
      const loopedTicks = ticks + (Math.floor(index / frames.length) * LOOP_MS * clockRate) / 1000;
      clock.at(startMs + (loopedTicks * 1000) / clockRate / speed, () => {
        send(bytes, loopedTicks);
        next(index + 1);
      });
    };
    next(0);
  }

  #give(timestamp: number): void {
    const entry = this.#entries.get(timestamp);
    if (entry !== undefined) entry.given++;
    else this.#entries.set(timestamp, { capturedMs: this.#time.now, given: 1, packets: 0, arrived: 0, out: 0 });
    this.counts.given++;
    this.#settle();
  }

  #entryOf(datagram: Uint8Array): Entry | { packets: number; arrived: number } {
    return this.#entries.get((parseRtpPacket(datagram) as RtpPacket).timestamp) ?? { packets: 0, arrived: 0 };
  }

  #take({ rtpTimestamp, presentationMs, frame }: FrameReceived): void {
    const entry = this.#entries.get(rtpTimestamp)!;
    entry.out++;
    this.counts.out++;
    if ((frame as AccessUnit).complete === false) this.counts.damaged++;
    this.lagMs = presentationMs - entry.capturedMs;
    this.#onFrame();
  }

  /** Frames that arrived whole and did not come out are missing. */
  #settle(): void {
    for (const [timestamp, { capturedMs, given, packets, arrived, out }] of this.#entries) {
      if (capturedMs > this.#time.now - YOUNG_MS) return;
      this.#entries.delete(timestamp);
      if (arrived < packets) continue;
      this.counts.whole += given;
      this.counts.missing += given - out;
    }
  }
}
