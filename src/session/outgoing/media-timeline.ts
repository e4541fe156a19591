/** Media time of an outgoing stream against the session's clock: timestamps of frames and of sender reports (RFC 3550 §5.1). */

/** An anchor is replaced after so long at the latest: the media's clock and the session's are never quite equal. */
const ANCHOR_MS = 1000;
/** A frame that is later than this does not only wait behind others: the media has paused. */
const PAUSE_MS = 500;

/**
 * Frames say what media time it is, and a frame may be late but is never early: in decoding order B-frames leave after later ones,
 * and an encoder is busy now and then. Those that are not late are believed.
 */
export class MediaTimeline {
  readonly #clockRate: number;
  /** An instant of which both times are known; NaN before the first frame. */
  #anchorMs = Number.NaN;
  #anchorTicks = 0;
  #anchoredMs = Number.NaN;
  /** The frame since then that was least late, and by how much. */
  #nextMs = 0;
  #nextTicks = 0;
  #leastLateMs = Infinity;

  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  /** The first frame was captured at `now`, or one of which the caller tells the media time. */
  anchor(now: number, ticks: number): void {
    const lateMs = now - this.msAt(ticks);
    if (!(lateMs > 0 && lateMs < PAUSE_MS)) {
      this.#believe(now, now, ticks);
      return;
    }
    if (lateMs < this.#leastLateMs) {
      this.#leastLateMs = lateMs;
      this.#nextMs = now;
      this.#nextTicks = ticks;
    }
    if (now - this.#anchoredMs >= ANCHOR_MS) this.#believe(now, this.#nextMs, this.#nextTicks);
  }

  /** Whether any frame has been sent. */
  get started(): boolean {
    return !Number.isNaN(this.#anchorMs);
  }

  /**
   * Media time of this instant in whole ticks, 0 before the first frame. A sender report needs that of the moment in which it
   * is sent, not that of the last frame (RFC 3550 §6.4.1).
   */
  ticksAt(now: number): number {
    if (!this.started) return 0;
    return this.#anchorTicks + Math.round(((now - this.#anchorMs) * this.#clockRate) / 1000);
  }

  /** When media of that time is captured, in ms of the session's clock; NaN before the first frame. */
  msAt(ticks: number): number {
    return this.#anchorMs + ((ticks - this.#anchorTicks) * 1000) / this.#clockRate;
  }

  #believe(now: number, anchorMs: number, anchorTicks: number): void {
    this.#anchorMs = anchorMs;
    this.#anchorTicks = anchorTicks;
    this.#anchoredMs = now;
    this.#leastLateMs = Infinity;
  }
}
