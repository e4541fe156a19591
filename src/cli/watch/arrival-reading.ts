/** Reads how the stream of a receiver arrives, whichever of its sources that is at the time. */

import type { IncomingStream } from '../../node/index.js';
import { StreamMeter } from './stream-meter.js';
import type { ArrivalFigures } from './stream-words.js';

/** A source that has been silent for so long gives way to one that is not, as where frames are taken from. */
const SILENCE_MS = 2000;

export class ArrivalReading {
  #stream: IncomingStream | undefined;
  #meter = new StreamMeter(0);
  #lastArrivalMs = -Infinity;

  /** When a packet of any source last arrived; −Infinity: never. */
  get lastArrivalMs(): number {
    return this.#lastArrivalMs;
  }

  /**
   * @param streams those of the session
   * @returns `undefined` while there is none
   */
  read(now: number, streams: Iterable<IncomingStream>): ArrivalFigures | undefined {
    const stream = this.#choose(now, [...streams]);
    if (stream === undefined) return undefined;
    if (stream !== this.#stream) this.#meter = new StreamMeter(stream.startedMs);
    this.#stream = stream;
    const { framesReceived, bytesReceived, packetsLost, jitter, remote, ...rest } = stream.statistics;
    const rates = this.#meter.read(now, {
      frames: framesReceived,
      octets: bytesReceived,
      bufferDelay: rest.jitterBufferDelay,
      bufferCount: rest.jitterBufferEmittedCount,
    });
    const roundTripMs = remote?.roundTripTime === undefined ? undefined : remote.roundTripTime * 1000;
    return { ...rates, packetsLost, jitterMs: jitter * 1000, roundTripMs };
  }

  #choose(now: number, streams: readonly IncomingStream[]): IncomingStream | undefined {
    const current = this.#stream;
    let chosen: IncomingStream | undefined;
    let heardMs = -Infinity;
    for (const stream of streams) {
      const { lastPacketReceivedTimestamp: lastMs } = stream.statistics;
      this.#lastArrivalMs = Math.max(this.#lastArrivalMs, lastMs);
      if (stream.ended || lastMs <= heardMs) continue;
      if (stream === current && now - lastMs < SILENCE_MS) return stream;
      chosen = stream;
      heardMs = lastMs;
    }
    return chosen;
  }
}
