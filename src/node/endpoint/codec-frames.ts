/** Which frames a codec's name stands for, so that the compiler knows what an iteration yields. */

import type { MediaFrame } from '../../payloaders/depayloader.js';
import type { AccessUnit } from '../../payloaders/h264/index.js';
import type { VorbisPacket } from '../../payloaders/vorbis/index.js';

interface CodecFrames {
  readonly H264: AccessUnit;
  readonly VORBIS: VorbisPacket;
}

/** The frame type of an encoding name known when the program is compiled; of any other name, what all frames have. */
export type FrameOf<Codec> = Codec extends string
  ? Uppercase<Codec> extends keyof CodecFrames
    ? CodecFrames[Uppercase<Codec>]
    : MediaFrame
  : MediaFrame;
