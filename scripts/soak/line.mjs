// One medium of the soak: sender, a proxy that sees all, a proxy that loses, receiver; and what became of each frame.
import { setTimeout as delay } from 'node:timers/promises';
import { openReceiver, openSender, openUdpProxy } from '../../dist/node.js';
import { FrameLedger } from './frame-ledger.mjs';

const WAY = { delayMs: 10, jitterMs: 20, loss: 0.02, reorder: { probability: 0.01, delayMs: 20 } };
/** The original's. */
const LATENCY_MS = { video: 400, audio: 1000 };
const STREAMS = {
  video: { codec: 'H264' },
  // A packet of sound leaves as soon as it is there, and has a timestamp of its own.
  audio: { codec: 'VORBIS', options: { maxBundleMs: 0 } },
};
/** The timestamps of the clip wrap within the first minute. */
const BEFORE_WRAP_S = 20;

export class Line {
  medium;
  ledger = new FrameLedger();
  reports = { sender: 0, receiver: 0 };
  /** How long after its capture the last frame is presented, and how long it waited for that; ms. */
  lagMs = NaN;
  bufferMs = NaN;
  #timestampOffset;
  #parts;
  #stream;

  /** @param onFrame called after each frame that comes out */
  static async open(medium, source, { lipSync, seed, onFrame }) {
    const line = new Line();
    const clockRate = source.clockRates[medium];
    const timestampOffset = 2 ** 32 - BEFORE_WRAP_S * clockRate;
    const { codec, options } = STREAMS[medium];
    const receiver = await openReceiver({ host: '127.0.0.1', codec, latencyMs: LATENCY_MS[medium], lipSync });
    const network = await openUdpProxy({
      to: `127.0.0.1:${receiver.endpoint.ports.rtp}`,
      there: { seed, ...WAY },
      back: { seed: seed + 2, ...WAY },
      onDelivered: (bytes) => line.ledger.seen('arrived', bytes),
    });
    const tap = await openUdpProxy({
      to: `127.0.0.1:${network.ports.rtp}`,
      onDelivered: (bytes) => line.ledger.seen('sent', bytes),
    });
    const to = `127.0.0.1:${tap.ports.rtp}`;
    const captureDelayMs = source.captureDelayMs[medium];
    const sender = await openSender({ to, codec, options, clockRate, timestampOffset, captureDelayMs });
    line.medium = medium;
    line.#timestampOffset = timestampOffset;
    line.#parts = { sender, tap, network, receiver };
    line.#listen(source, onFrame);
    return line;
  }

  async send(bytes, ticks) {
    if (this.#isFrame(bytes)) this.ledger.given(performance.now(), (ticks + this.#timestampOffset) >>> 0);
    await this.#parts.sender.send(bytes, ticks);
  }

  /** The receiver's own; `undefined` until its stream has begun. */
  get statistics() {
    return this.#stream?.statistics;
  }

  async close() {
    const { sender, tap, network, receiver } = this.#parts;
    await sender.close('the ceremony is over');
    await delay(LATENCY_MS.audio);
    for (const part of [receiver, tap, network]) await part.close();
    this.ledger.settle(Infinity);
  }

  #listen(source, onFrame) {
    const { sender, receiver } = this.#parts;
    receiver.events.on('stream', ({ stream }) => (this.#stream = stream));
    receiver.events.on('report', ({ kind }) => kind === 'sender' && this.reports.sender++);
    sender.events.on('report', ({ kind }) => kind === 'receiver' && this.reports.receiver++);
    receiver.events.on('frame', (received) => {
      const { rtpTimestamp, captureNtp, presentationMs, arrivalMs, releaseMs } = received;
      const ticks = (rtpTimestamp - this.#timestampOffset) >>> 0;
      this.lagMs = presentationMs - source.capturedMs(this.medium, { ticks, captureNtp });
      this.bufferMs = releaseMs - arrivalMs;
      this.ledger.out(performance.now(), received);
      onFrame();
    });
  }

  /** The three headers of Vorbis begin with odd octets; of them a receiver makes a configuration. */
  #isFrame(bytes) {
    return this.medium === 'video' || (bytes[0] & 1) === 0;
  }
}
