/** How fast a stream flows: what its counters have grown by since they were read last. */

/** Counters of a stream, as they stand. */
export interface StreamCounters {
  readonly frames: number;
  /** Octets of payload. */
  readonly octets: number;
  /** Seconds that packets spent in the jitter buffer, added up, and how many they were; left out by senders. */
  readonly bufferDelay?: number;
  readonly bufferCount?: number;
}

export interface StreamRates {
  readonly framesPerSecond: number;
  readonly kilobitsPerSecond: number;
  /** Mean of the packets that left the jitter buffer, in milliseconds; `undefined` when none did. */
  readonly bufferMs: number | undefined;
}

export class StreamMeter {
  #now: number;
  #counters: StreamCounters = { frames: 0, octets: 0 };

  /** @param now milliseconds from any origin, of the moment at which all counters were 0 */
  constructor(now: number) {
    this.#now = now;
  }

  read(now: number, counters: StreamCounters): StreamRates {
    const before = this.#counters;
    const seconds = Math.max(now - this.#now, 1) / 1000;
    this.#now = now;
    this.#counters = counters;
    const packets = (counters.bufferCount ?? 0) - (before.bufferCount ?? 0);
    const delay = (counters.bufferDelay ?? 0) - (before.bufferDelay ?? 0);
    return {
      framesPerSecond: (counters.frames - before.frames) / seconds,
      kilobitsPerSecond: ((counters.octets - before.octets) * 8) / 1000 / seconds,
      bufferMs: packets === 0 ? undefined : (delay / packets) * 1000,
    };
  }
}
