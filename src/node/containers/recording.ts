/** One file that is being recorded, whatever its format. */

import type { MatroskaTrack } from '../../formats/index.js';

/** What a player is told of a track, in the words of Matroska, which are all that MP4 needs. */
export type RecordedTrack = MatroskaTrack;

/** A frame on its way into a file. */
export interface RecordedFrame {
  /** NAL units with lengths of four octets, or a packet of Vorbis. */
  readonly bytes: Uint8Array;
  /** From the start of the file, 0 or more. */
  readonly timeMs: number;
  /** Of a picture a guess: it lasts until the next one. */
  readonly durationMs: number;
  readonly keyFrame: boolean;
}

/** What is written goes in order; a failure shows at the next call, and at the end. */
export interface Recording {
  /** Adds a track, before its first frame; false where there is no room for it any more. */
  addTrack(track: RecordedTrack): boolean;
  /** @throws RtpkitError `ERR_RTPKIT_FILE` when the file cannot be written */
  write(trackNumber: number, frame: RecordedFrame): Promise<void>;
  /** Ends the file in order; again: at once. */
  close(): Promise<void>;
}
