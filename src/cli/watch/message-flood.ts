/** Keeps a flood of messages of one kind from a person: the first few in full, then how many more, once a second at the most. */

const MOST_AT_ONCE = 5;
/** How long until there is room for one more in full, and between two that only count. */
const INTERVAL_MS = 1000;

export class MessageFlood {
  readonly #sayCount: (count: number) => void;
  #room = MOST_AT_ONCE;
  #askedMs = -Infinity;
  #heldBack = 0;
  #counting: NodeJS.Timeout | undefined;

  /** @param sayCount says how many were held back since it was called last */
  constructor(sayCount: (count: number) => void) {
    this.#sayCount = sayCount;
  }

  /**
   * Whether a message is to be said; it is counted where it is not.
   * @param now milliseconds from any origin
   */
  admits(now: number): boolean {
    this.#room = Math.min(MOST_AT_ONCE, this.#room + (now - this.#askedMs) / INTERVAL_MS);
    this.#askedMs = now;
    if (this.#counting === undefined && this.#room >= 1) {
      this.#room--;
      return true;
    }
    this.#heldBack++;
    this.#counting ??= setInterval(() => this.#count(), INTERVAL_MS).unref();
    return false;
  }

  /** Until nothing has come for an interval: then, there are messages in full again. */
  #count(): void {
    if (this.#heldBack > 0) {
      this.#sayCount(this.#heldBack);
      this.#heldBack = 0;
      return;
    }
    clearInterval(this.#counting);
    this.#counting = undefined;
  }
}
