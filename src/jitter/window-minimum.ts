/** The smallest of the latest values: 512 of them or two seconds' worth, whichever is less. */

/** As in GStreamer's rtpjitterbuffer, after Fober, Orlarey and Letz, "Real-time clock skew estimation over network delays". */
const LONGEST = 512;
const SPAN_MS = 2000;
const MASK = LONGEST - 1;

/**
 * Keeps only the values that can still become the minimum, in rising order: each value enters and leaves once, so that a
 * `push` costs the same on average whatever the values are.
 */
export class WindowMinimum {
  readonly #values = new Float64Array(LONGEST);
  readonly #times = new Float64Array(LONGEST);
  readonly #ordinals = new Float64Array(LONGEST);
  #head = 0;
  #tail = 0;
  #count = 0;
  #firstMs = 0;
  #lastMs = 0;

  /** Whether the window has been filled once, by number or by time. */
  get full(): boolean {
    return this.#count >= LONGEST || this.#lastMs - this.#firstMs >= SPAN_MS;
  }

  /** Takes a value measured at `now` and returns the smallest of the window. */
  push(now: number, value: number): number {
    if (this.#count === 0) this.#firstMs = now;
    this.#lastMs = now;
    while (this.#tail > this.#head && this.#values[(this.#tail - 1) & MASK]! >= value) this.#tail--;
    this.#expire(now);
    const slot = this.#tail++ & MASK;
    this.#values[slot] = value;
    this.#times[slot] = now;
    this.#ordinals[slot] = this.#count++;
    return this.#values[this.#head & MASK]!;
  }

  clear(): void {
    this.#head = 0;
    this.#tail = 0;
    this.#count = 0;
  }

  #expire(now: number): void {
    const oldestMs = now - SPAN_MS;
    const oldestOrdinal = this.#count - LONGEST;
    while (this.#tail > this.#head) {
      const slot = this.#head & MASK;
      if (this.#times[slot]! >= oldestMs && this.#ordinals[slot]! > oldestOrdinal) return;
      this.#head++;
    }
  }
}
