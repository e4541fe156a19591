/** Frames as the octets that a child process reads from its stdin; one feed for each run of a child. */

import type { MediaFrame } from '../../payloaders/depayloader.js';

export interface Feed<Frame extends MediaFrame> {
  /**
   * The octets of a frame, for one write.
   * @param presentationMs in milliseconds of any clock; never steps back by itself, but with frames in decoding order
   */
  octetsOf(frame: Frame, presentationMs: number): Uint8Array;
  /** Octets that mean nothing, for the time between two frames; left out where there are none. */
  filler?(): Uint8Array;
  /** What ends the stream. */
  end(): Uint8Array;
}

/** The longest frame that is written to a child, in octets: what waits behind a full pipe has this room besides its own. */
export const LONGEST_FRAME: number = 1 << 24;

/** For streams that need no end. */
export const NO_OCTETS: Uint8Array = new Uint8Array(0);
