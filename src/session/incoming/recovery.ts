/** What is handed on after a loss, and when a key frame is asked for: the receiver's part before feedback (RFC 4585 §6.3.1). */

import type { MediaFrame } from '../../payloaders/depayloader.js';

/** How often a key frame is asked for while none comes, as mediasoup does. */
const ASK_AGAIN_MS = 1000;

export interface RecoveryOptions {
  /** Which frames are handed on: `all`, the damaged ones marked by `complete`, or only `complete` ones. Default `all`. */
  readonly frames?: 'all' | 'complete';
  /** Hands on nothing from a loss, and from the start, to the next key frame that is complete; default false. */
  readonly waitForKeyFrame?: boolean;
}

/** Why a key frame is wanted: the stream began without one, something of it was lost, or it began anew. */
export type KeyFrameReason = 'start' | 'loss' | 'restart';

/**
 * Knows from what it is told of losses and frames whether a decoder can follow. Frames without key frames among them, as
 * audio, can be decoded one by one: nothing is waited or asked for.
 */
export class Recovery {
  readonly #completeOnly: boolean;
  readonly #waitForKeyFrame: boolean;
  readonly #ask: (reason: KeyFrameReason) => void;
  /** Why the frames that come cannot be decoded faithfully; `undefined` while they can. */
  #broken: KeyFrameReason | undefined = 'start';
  #askedMs = -Infinity;
  #framesDropped = 0;

  /** @param ask is called when a key frame is wanted, at most once a second while none comes */
  constructor({ frames = 'all', waitForKeyFrame = false }: RecoveryOptions, ask: (reason: KeyFrameReason) => void) {
    this.#completeOnly = frames === 'complete';
    this.#waitForKeyFrame = waitForKeyFrame;
    this.#ask = ask;
  }

  /** Frames that were not handed on. */
  get framesDropped(): number {
    return this.#framesDropped;
  }

  /** Packets are missing, or what comes is not the continuation of what came. */
  interrupt(reason: KeyFrameReason): void {
    this.#broken ??= reason;
  }

  /** Whether the frame is to be handed on. */
  admit(now: number, frame: MediaFrame): boolean {
    const decodable = frame.keyFrame === undefined || this.#isDecodable(now, frame);
    if ((decodable || !this.#waitForKeyFrame) && (frame.complete || !this.#completeOnly)) return true;
    this.#framesDropped++;
    return false;
  }

  #isDecodable(now: number, { complete, keyFrame }: MediaFrame): boolean {
    if (!complete) this.interrupt('loss');
    else if (keyFrame === true) this.#mend();
    if (this.#broken === undefined) return true;
    this.#wantKeyFrame(now, this.#broken);
    return false;
  }

  #mend(): void {
    this.#broken = undefined;
    this.#askedMs = -Infinity;
  }

  #wantKeyFrame(now: number, reason: KeyFrameReason): void {
    if (now - this.#askedMs < ASK_AGAIN_MS) return;
    this.#askedMs = now;
    this.#ask(reason);
  }
}
