/**
 * How long after its capture a frame comes out of a native program, in milliseconds, as measured with GStreamer 1.22 and FFmpeg
 * 5.1 on Debian 12; the difference between backends is smaller than that between machines. What a camera needs itself is not known.
 */

/** x264 without look-ahead: 5 to 8 ms at 320x240 from the time stamp of a picture, more for larger ones. */
export const VIDEO_CAPTURE_DELAY_MS = 10;

/**
 * Of the first sample of a packet, from a null sink of PulseAudio: 117 to 121 ms. Vorbis takes 60 to 70 of them, because it looks
 * ahead for attacks over all of the next block, Ogg 23, because a page waits for the next packet; the rest is PulseAudio's.
 */
export const AUDIO_CAPTURE_DELAY_MS = 115;
