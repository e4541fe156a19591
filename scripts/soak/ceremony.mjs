// The ceremony of the original: picture and sound from one sender over a network that loses, delays and reorders, to one receiver.
import { setTimeout as delay } from 'node:timers/promises';
import { LipSync, openReceiver, openSender, openUdpProxy } from '../../dist/node.js';
import { loopsOf } from './clip-loop.mjs';
import { FrameLedger } from './frame-ledger.mjs';

const WAY = { delayMs: 10, jitterMs: 20, loss: 0.02, reorder: { probability: 0.01, delayMs: 20 } };
const LATENCY_MS = { video: 400, audio: 1000 };
const STREAMS = {
  video: { codec: 'H264' },
  // A packet of sound leaves as soon as it is there, as from a live encoder.
  audio: { codec: 'VORBIS', options: { maxBundleMs: 0 } },
};
/** The timestamps wrap within the first minute. */
const BEFORE_WRAP_S = 20;

/** One medium: sender, a proxy that sees all, a proxy that loses, receiver. */
class Line {
  ledger = new FrameLedger();
  reports = { sender: 0, receiver: 0 };
  /** How long after its capture the last frame is presented, and how long it waited for that; ms. */
  lagMs = NaN;
  bufferMs = NaN;

  static async open(medium, clockRate, lipSync, seed) {
    const line = new Line();
    line.clockRate = clockRate;
    line.timestampOffset = 2 ** 32 - BEFORE_WRAP_S * clockRate;
    const { codec, options } = STREAMS[medium];
    line.receiver = await openReceiver({ host: '127.0.0.1', codec, latencyMs: LATENCY_MS[medium], lipSync });
    line.network = await openUdpProxy({
      to: `127.0.0.1:${line.receiver.endpoint.ports.rtp}`,
      there: { seed, ...WAY },
      back: { seed: seed + 10, ...WAY },
      onDelivered: (bytes) => line.ledger.seen('arrived', bytes),
    });
    line.tap = await openUdpProxy({
      to: `127.0.0.1:${line.network.ports.rtp}`,
      onDelivered: (bytes) => line.ledger.seen('sent', bytes),
    });
    const to = `127.0.0.1:${line.tap.ports.rtp}`;
    line.sender = await openSender({ to, codec, options, clockRate, timestampOffset: line.timestampOffset });
    return line;
  }

  /** @param {(capturedMs: number) => void} onFrame */
  listen(originMs, onFrame) {
    this.receiver.events.on('stream', ({ stream }) => (this.stream = stream));
    this.receiver.events.on('report', ({ kind }) => kind === 'sender' && this.reports.sender++);
    this.sender.events.on('report', ({ kind }) => kind === 'receiver' && this.reports.receiver++);
    this.receiver.events.on('frame', (received) => {
      const { rtpTimestamp, presentationMs, arrivalMs, releaseMs } = received;
      const ticks = (rtpTimestamp - this.timestampOffset) >>> 0;
      this.lagMs = presentationMs - originMs - (ticks * 1000) / this.clockRate;
      this.bufferMs = releaseMs - arrivalMs;
      this.ledger.out(performance.now(), received);
      onFrame();
    });
  }

  async send(bytes, ticks) {
    this.ledger.given(performance.now(), (ticks + this.timestampOffset) >>> 0);
    await this.sender.send(bytes, ticks);
  }

  /** The receiver's own; `undefined` until its stream has begun. */
  get statistics() {
    return this.stream?.statistics;
  }

  async close() {
    await this.sender.close('the ceremony is over');
    await delay(LATENCY_MS.audio);
    for (const part of [this.receiver, this.tap, this.network]) await part.close();
    this.ledger.settle(Infinity);
  }
}

/** Plays the clip for `durationMs` from now on; calls `onFrame` for each frame that comes out. */
export async function holdCeremony(clip, durationMs, onFrame) {
  const lipSync = new LipSync();
  const { video, audio } = clip.clockRates;
  const lines = {
    video: await Line.open('video', video, lipSync, 1),
    audio: await Line.open('audio', audio, lipSync, 5),
  };
  for (const { bytes, ticks } of clip.headers) await lines.audio.sender.send(bytes, ticks);
  const originMs = performance.now();
  for (const line of Object.values(lines)) line.listen(originMs, onFrame);
  const finished = play(clip, lines, originMs, durationMs);
  return { lines, originMs, finished };
}

async function play(clip, lines, originMs, durationMs) {
  for (const { medium, bytes, ticks, dueMs } of loopsOf(clip, durationMs)) {
    const earlyMs = originMs + dueMs - performance.now();
    if (earlyMs > 0) await delay(earlyMs);
    await lines[medium].send(bytes, ticks);
  }
  await Promise.all(Object.values(lines).map((line) => line.close()));
}
