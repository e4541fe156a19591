/** What picture and sound differ in, and what the original programs took for granted of each. */

export const MEDIUM_DEFAULTS = {
  video: { codec: 'H264', port: 10_000, latencyMs: 400 },
  audio: { codec: 'VORBIS', port: 11_000, latencyMs: 1000 },
} as const;

export type Medium = keyof typeof MEDIUM_DEFAULTS;

/** Where both travel together, sound takes the port of the picture and this: 10000 and 11000 in the original. */
export const SOUND_PORT_DISTANCE: number = MEDIUM_DEFAULTS.audio.port - MEDIUM_DEFAULTS.video.port;
