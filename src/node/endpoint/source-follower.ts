/** Which of several synchronization sources a program sees that wants just "the stream": the first one and its successors. */

/** Frames of another source that are kept until it is clear whether it is the successor: 2 s of video at 30 frames/s. */
const MAX_WAITING = 64;
/** How long the source followed has to be silent before one of the same codec that began in that time is followed instead. */
const SILENCE_MS = 2000;

/** What this needs of a frame, which has this shape. */
export interface FollowedFrame {
  readonly stream: { readonly ssrc: number; readonly format: { readonly encodingName: string } };
  /** When it came out, in ms; does not decrease. */
  readonly releaseMs: number;
}

interface Waiting<Frame> {
  readonly sinceMs: number;
  readonly encodingName: string;
  readonly frames: Frame[];
}

/**
 * Follows one SSRC, and its successor when the session tells of a restart, from that one's first frame on. A sender that came
 * back with another SSRC and another payload type is no successor for the session: it is followed when the old source has said
 * BYE, or has been silent for 2 s.
 */
export class SourceFollower<Frame extends FollowedFrame> {
  readonly #followed: { push(frame: Frame): void };
  readonly #waiting = new Map<number, Waiting<Frame>>();
  #ssrc: number | undefined;
  #encodingName = '';
  #lastReleaseMs = -Infinity;
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
  take(frame: Frame): void {
    const { ssrc } = frame.stream;
    if (ssrc !== this.#ssrc && !this.#ended) this.#keep(ssrc, frame);
    else this.#pass(frame);
  }

  /** The source `ssrc` goes on with what `previousSsrc` has sent. */
  restart(previousSsrc: number, ssrc: number): void {
    if (previousSsrc === this.#ssrc) this.#goOver(ssrc);
  }

  /** A source has ended. */
  end(ssrc: number): void {
    this.#waiting.delete(ssrc);
    if (ssrc !== this.#ssrc) return;
    this.#ended = true;
    for (const [other, waiting] of this.#waiting) if (this.#isSuccessor(waiting)) return this.#goOver(other);
  }

  #pass(frame: Frame): void {
    const { ssrc, format } = frame.stream;
    this.#ssrc = ssrc;
    this.#ended = false;
    this.#encodingName = format.encodingName;
    this.#lastReleaseMs = frame.releaseMs;
    this.#waiting.delete(ssrc);
    this.#followed.push(frame);
  }

  #keep(ssrc: number, frame: Frame): void {
    const { releaseMs, stream } = frame;
    const { encodingName } = stream.format;
    const waiting = this.#waiting.get(ssrc) ?? { sinceMs: releaseMs, encodingName, frames: [] };
    this.#waiting.set(ssrc, waiting);
    waiting.frames.push(frame);
    if (waiting.frames.length > MAX_WAITING) waiting.frames.shift();
    if (releaseMs - this.#lastReleaseMs >= SILENCE_MS && this.#isSuccessor(waiting)) this.#goOver(ssrc);
  }

  /** Whether a source that waits sends the same kind of stream, and began when the one followed had fallen silent. */
  #isSuccessor({ sinceMs, encodingName }: Waiting<Frame>): boolean {
    return sinceMs > this.#lastReleaseMs && encodingName === this.#encodingName;
  }

  /** Follows another source, from the first frame on that is kept of it, or the next one. */
  #goOver(ssrc: number): void {
    const frames = this.#waiting.get(ssrc)?.frames ?? [];
    this.#waiting.delete(ssrc);
    this.#ssrc = ssrc;
    this.#ended = false;
    for (const frame of frames) this.#pass(frame);
  }
}
