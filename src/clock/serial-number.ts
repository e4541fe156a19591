/** Serial number arithmetic (RFC 1982) for the two counters that wrap: 16-bit sequence numbers, 32-bit timestamps. */

/**
 * Steps from `from` to `to` in 16 bits: −32768 … 32767. The undefined half-way case of RFC 1982 §3.2 is −32768. Either may
 * be an unwrapped number: the difference is taken modulo 2^16.
 */
export function sequenceNumberDelta(to: number, from: number): number {
  return ((to - from) << 16) >> 16;
}

/** Ticks from `from` to `to` in 32 bits: −2^31 … 2^31 − 1; unwrapped numbers are taken modulo 2^32. */
export function timestampDelta(to: number, from: number): number {
  return (to - from) | 0;
}

/** Turns 16-bit sequence numbers into numbers that do not wrap, each placed nearest to the highest one seen. */
export class SequenceNumberUnwrapper {
  #highest: number | undefined;

  /** The unwrapped number, negative when the first packet was preceded by later ones; exact up to 2^53. */
  unwrap(sequenceNumber: number): number {
    const highest = this.#highest ?? sequenceNumber;
    const unwrapped = highest + sequenceNumberDelta(sequenceNumber, highest);
    if (this.#highest === undefined || unwrapped > highest) this.#highest = unwrapped;
    return unwrapped;
  }
}

/**
 * Turns 32-bit timestamps into numbers that do not wrap, each placed nearest to the one before: timestamps of B-frames step
 * back (RFC 6184 §5.1), a source may pause, and both must be followed.
 */
export class TimestampUnwrapper {
  #previous: number | undefined;

  /** The unwrapped timestamp in ticks; exact up to 2^53. */
  unwrap(timestamp: number): number {
    const previous = this.#previous ?? timestamp;
    this.#previous = previous + timestampDelta(timestamp, previous);
    return this.#previous;
  }
}
