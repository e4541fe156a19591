/** How far apart the packets of a source come: the measure of when it has fallen silent. */

/** A pause is not a spacing. */
const LONGEST_MS = 10_000;

/**
 * The time between packets of different timestamps, because those of one picture come all at once. Follows a longer spacing
 * quickly and a shorter one slowly (3/4 and 1/4, as GStreamer's rtpjitterbuffer does).
 */
export class FrameSpacing {
  #timestamp = -1;
  #arrivalMs = 0;
  #spacingMs = 0;

  /** In milliseconds; 0 before the second timestamp. */
  get spacingMs(): number {
    return this.#spacingMs;
  }

  /** A packet has come. */
  heard(now: number, timestamp: number): void {
    if (timestamp === this.#timestamp) return;
    const spacingMs = this.#timestamp === -1 ? 0 : Math.min(now - this.#arrivalMs, LONGEST_MS);
    this.#timestamp = timestamp;
    this.#arrivalMs = now;
    this.#spacingMs += (spacingMs - this.#spacingMs) * (spacingMs > this.#spacingMs ? 0.75 : 0.25);
  }
}
