/** Where a decoder can begin: what comes before the first key frame is of no use to it. */

import type { MediaFrame } from '../../payloaders/depayloader.js';

/** So many frames without a key frame come from a sender that makes none, such as x264 with intra refresh: all are tried then. */
const KEY_FRAME_PATIENCE = 300;

export class DecodableStart {
  /** How many more frames may be left out in waiting; 0 while nothing is waited for. */
  #patience = KEY_FRAME_PATIENCE;

  /** Whether a decoder has a use for the frame; every frame of audio is a beginning. */
  admits({ keyFrame }: MediaFrame): boolean {
    if (this.#patience > 0 && keyFrame === false) {
      this.#patience--;
      return false;
    }
    this.#patience = 0;
    return true;
  }

  /** Something was left out: the next key frame is waited for. */
  again(): void {
    this.#patience = KEY_FRAME_PATIENCE;
  }
}
