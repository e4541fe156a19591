/** How captured picture and sound are made into a stream. */

/** The original's: 320x240, at a quantizer of 18 and more. */
export interface VideoEncoding {
  /** Pixels; default 320. */
  readonly width?: number;
  /** Pixels; default 240. */
  readonly height?: number;
  /** Default that of the device, 30 for one that has none. */
  readonly framesPerSecond?: number;
  /** The least quantizer of x264, 0 to 51: lower is finer and costs more; default 18. */
  readonly qpMin?: number;
  /** Frames from one key frame to the next at the most; default 60. */
  readonly keyFrameInterval?: number;
  /** More words for the encoder: properties of x264enc (GStreamer), output options (FFmpeg). */
  readonly encoderArgs?: readonly string[];
}

export interface AudioEncoding {
  /** In Hz; default 44100. */
  readonly sampleRate?: number;
  /** Default 2. */
  readonly channels?: number;
  /** More words for the encoder: properties of vorbisenc (GStreamer), output options (FFmpeg). */
  readonly encoderArgs?: readonly string[];
}

/** The size that a decoder is to hold, whatever the stream changes to: smaller pictures get borders. */
export interface PictureSize {
  /** Pixels; even, and a multiple of 8 for GStreamer, which pads the rows of others. */
  readonly width: number;
  /** Pixels, even. */
  readonly height: number;
}
