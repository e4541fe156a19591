/** Pictures at a constant rate, from pictures that come as they like: what a reader of YUV4MPEG2 takes for the course of time. */

/** Slots missed by more than this are left out: nobody wants a second of one picture at once. */
const MAX_OWED_MS = 1000;

/**
 * Slots lie one interval apart. A picture goes at once while it is less than an interval early for its slot, and the one before
 * goes again when a slot is an interval over: pictures that come at the rate of the slots all go, once each and undelayed,
 * whatever their jitter within that, and the rate is exact in the long run. Of several that come for one slot the newest goes.
 */
export class PicturePacer {
  readonly #intervalMs: number;
  #picture: Uint8Array | undefined;
  /** Whether the newest picture has not gone yet. */
  #fresh = false;
  /** The next slot; NaN before the first picture goes. */
  #slotMs = Number.NaN;
  #repeated = 0;
  #replaced = 0;

  /** @param framesPerSecond above 0 */
  constructor(framesPerSecond: number) {
    this.#intervalMs = 1000 / framesPerSecond;
  }

  /** Times that a picture went again because no other had come. */
  get picturesRepeated(): number {
    return this.#repeated;
  }

  /** Pictures that never went, because a newer one came before there was a slot, or a reader, for them. */
  get picturesReplaced(): number {
    return this.#replaced;
  }

  /** A picture has come; referred to, must not change. */
  offer(picture: Uint8Array): void {
    if (this.#fresh) this.#replaced++;
    this.#picture = picture;
    this.#fresh = true;
  }

  /** The picture that is to go now, when one is; ask again until there is none. */
  take(now: number): Uint8Array | undefined {
    if (now < this.nextTimeout()) return undefined;
    if (!(now - this.#slotMs <= MAX_OWED_MS)) this.#slotMs = now;
    this.#slotMs += this.#intervalMs;
    if (!this.#fresh) this.#repeated++;
    this.#fresh = false;
    return this.#picture;
  }

  /** At the end: the newest picture, where it has not gone. */
  takeLast(): Uint8Array | undefined {
    if (!this.#fresh) return undefined;
    this.#fresh = false;
    return this.#picture;
  }

  /** When a picture is to go, in ms of the clock of `take`; Infinity before the first has come. */
  nextTimeout(): number {
    if (this.#picture === undefined) return Infinity;
    if (Number.isNaN(this.#slotMs)) return -Infinity;
    return this.#fresh ? this.#slotMs - this.#intervalMs : this.#slotMs + this.#intervalMs;
  }

  /** A new reader has come: its first picture, the newest there is, goes at once. */
  restart(): void {
    this.#slotMs = Number.NaN;
  }
}
