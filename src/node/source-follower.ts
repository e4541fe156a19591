/** Which of several synchronization sources a program sees that wants just "the stream": the first one and its successors. */

/** Frames of another source that are kept until it is clear whether it is the successor: 2 s of video at 30 frames/s. */
const MAX_WAITING = 64;

/** Follows one SSRC, and its successor when the session tells of a restart, from that one's first frame on. */
export class SourceFollower<Frame> {
  readonly #followed: { push(frame: Frame): void };
  readonly #waiting = new Map<number, Frame[]>();
  #ssrc: number | undefined;
  /** Whether the source followed has ended; whoever speaks next is followed then. */
  #ended = true;

  /** @param followed takes the frames of the stream */
  constructor(followed: { push(frame: Frame): void }) {
    this.#followed = followed;
  }

  /** The source followed; `undefined` before the first frame. */
  get ssrc(): number | undefined {
    return this.#ssrc;
  }

  /** A frame has come from a source. */
  take(ssrc: number, frame: Frame): void {
    if (this.#ended) this.#follow(ssrc);
    if (ssrc === this.#ssrc) this.#followed.push(frame);
    else this.#keep(ssrc, frame);
  }

  /** The source `ssrc` goes on with what `previousSsrc` has sent. */
  restart(previousSsrc: number, ssrc: number): void {
    if (previousSsrc !== this.#ssrc) return;
    const waiting = this.#waiting.get(ssrc) ?? [];
    this.#follow(ssrc);
    for (const frame of waiting) this.#followed.push(frame);
  }

  /** A source has ended. */
  end(ssrc: number): void {
    this.#waiting.delete(ssrc);
    if (ssrc === this.#ssrc) this.#ended = true;
  }

  #follow(ssrc: number): void {
    this.#ssrc = ssrc;
    this.#ended = false;
    this.#waiting.delete(ssrc);
  }

  #keep(ssrc: number, frame: Frame): void {
    const waiting = this.#waiting.get(ssrc) ?? [];
    waiting.push(frame);
    if (waiting.length > MAX_WAITING) waiting.shift();
    this.#waiting.set(ssrc, waiting);
  }
}
