/** Which of several synchronization sources a program sees that wants just "the stream": the first one and its successors. */

/** A source this silent has been replaced when another one speaks; packets of a live stream are closer together. */
const SILENCE_MS = 500;

/** Follows one SSRC; another takes over when that one has ended or has fallen silent. */
export class SourceFollower {
  #ssrc: number | undefined;
  #lastArrivalMs = -Infinity;

  /** The source followed now; `undefined` before the first frame and after an end. */
  get ssrc(): number | undefined {
    return this.#ssrc;
  }

  /** Whether a frame of `ssrc` that arrived at `arrivalMs` belongs to the stream. */
  accepts(ssrc: number, arrivalMs: number): boolean {
    if (this.#ssrc !== ssrc && this.#ssrc !== undefined && arrivalMs - this.#lastArrivalMs < SILENCE_MS) return false;
    this.#ssrc = ssrc;
    this.#lastArrivalMs = arrivalMs;
    return true;
  }

  /** The source has said BYE, or was given up: whoever speaks next is its successor. */
  end(ssrc: number): void {
    if (this.#ssrc === ssrc) this.#ssrc = undefined;
  }
}
