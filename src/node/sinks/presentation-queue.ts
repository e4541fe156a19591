/** Frames that wait for their presentation time, in the order in which they came; time is an argument. */

/** A frame this far ahead has no time of our clock: it is presented when it comes. */
const LONGEST_WAIT_MS = 10_000;
/** Frames that came later than their time by more than this were late, not in decoding order. */
const LONGEST_REORDERING_MS = 1000;
/** More frames do not wait: the eldest goes before its time. */
const MOST_FRAMES = 1024;
/** For how long what was seen of reordering counts. */
const MEMORY_MS = 5000;

/**
 * Frames in decoding order come at times that step back (B-frames), and a jitter buffer lets them go together with the frame that
 * they were sent behind. Written at the sorted times, and later by as much as the latest of them, they leave evenly, and a decoder
 * shows them evenly.
 */
export class PresentationQueue<Frame> {
  readonly #frames: Frame[] = [];
  /** Ascending, one for each frame. */
  readonly #dueMs: number[] = [];
  readonly #delayMs: number;
  #lastPresentationMs = -Infinity;
  #reorderingMs = 0;
  #reorderedMs = -Infinity;

  /** @param delayMs added to all times, at least 0 */
  constructor(delayMs = 0) {
    this.#delayMs = delayMs;
  }

  /**
   * @param releaseMs when it came
   * @param presentationMs when it is to be seen or heard, on the same clock
   */
  push(frame: Frame, releaseMs: number, presentationMs: number): void {
    this.#watchOrder(releaseMs, presentationMs);
    const dueMs = presentationMs + this.#delayMs + this.#reorderingMs;
    this.#frames.push(frame);
    this.#insert(dueMs <= releaseMs + LONGEST_WAIT_MS ? dueMs : releaseMs);
  }

  /** The next frame, when its time has come. */
  pop(now: number): Frame | undefined {
    if (this.nextMs > now) return undefined;
    this.#dueMs.shift();
    return this.#frames.shift();
  }

  /** When `pop` will have something; Infinity when nothing waits. */
  get nextMs(): number {
    return this.#frames.length > MOST_FRAMES ? -Infinity : (this.#dueMs[0] ?? Infinity);
  }

  #watchOrder(releaseMs: number, presentationMs: number): void {
    const lateMs = releaseMs - presentationMs;
    const steppedBack = presentationMs < this.#lastPresentationMs;
    this.#lastPresentationMs = presentationMs;
    if (releaseMs - this.#reorderedMs > MEMORY_MS) this.#reorderingMs = 0;
    if (!steppedBack || lateMs <= 0 || lateMs > LONGEST_REORDERING_MS) return;
    this.#reorderingMs = Math.max(this.#reorderingMs, lateMs);
    this.#reorderedMs = releaseMs;
  }

  /** Nearly always at the end, and never more than a few frames from it. */
  #insert(dueMs: number): void {
    let index = this.#dueMs.length;
    while (index > 0 && this.#dueMs[index - 1]! > dueMs) index--;
    this.#dueMs.splice(index, 0, dueMs);
  }
}
