/** What picture and sound differ in, and what the original programs took for granted of each. */

import { UsageError } from '../usage-error.js';

export const MEDIUM_DEFAULTS = {
  video: { codec: 'H264', port: 10_000, latencyMs: 400 },
  audio: { codec: 'VORBIS', port: 11_000, latencyMs: 1000 },
} as const;

export type Medium = keyof typeof MEDIUM_DEFAULTS;

/** Its encoding name, such as `H264`. */
export type CodecOf<Media extends Medium> = (typeof MEDIUM_DEFAULTS)[Media]['codec'];

/** From the port of the picture to that of the sound where both are typed as one place: 10000 and 11000 in the original. */
export const SOUND_PORT_DISTANCE: number = MEDIUM_DEFAULTS.audio.port - MEDIUM_DEFAULTS.video.port;

/** @throws UsageError when the port of the picture leaves no room for reports of the sound */
export function soundPortOf(port: number): number {
  const highest = 65_535 - SOUND_PORT_DISTANCE - 2;
  if (port <= highest) return port + SOUND_PORT_DISTANCE;
  throw new UsageError(
    `the port is ${port}, expected at most ${highest}: sound goes ${SOUND_PORT_DISTANCE} further up`,
  );
}
