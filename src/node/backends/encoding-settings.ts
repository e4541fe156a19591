/** The options of encoders, checked, and with what holds where the caller does not say. */

import { outOfRange, requireInteger } from '../../errors.js';
import type { AudioEncoding, VideoEncoding } from './encoding.js';
import { frameRateFraction } from './frame-rate.js';

export interface VideoEncodingSettings extends Required<Omit<VideoEncoding, 'framesPerSecond'>> {
  /** As a fraction; `undefined` where the device decides. */
  readonly frameRate: string | undefined;
}

/** @throws RangeError for an option out of range */
export function videoEncodingSettings(encoding: VideoEncoding): VideoEncodingSettings {
  const { width = 320, height = 240, framesPerSecond, qpMin = 18, keyFrameInterval = 60, encoderArgs = [] } = encoding;
  requireEven('width', width);
  requireEven('height', height);
  requireInteger('qpMin', qpMin, 0, 51);
  requireInteger('keyFrameInterval', keyFrameInterval, 1, 100_000);
  const frameRate = framesPerSecond === undefined ? undefined : frameRateFraction(framesPerSecond);
  return { width, height, frameRate, qpMin, keyFrameInterval, encoderArgs };
}

/** @throws RangeError for an option out of range */
export function audioEncodingSettings(encoding: AudioEncoding): Required<AudioEncoding> {
  const { sampleRate = 44_100, channels = 2, encoderArgs = [] } = encoding;
  requireInteger('sampleRate', sampleRate, 8000, 192_000);
  requireInteger('channels', channels, 1, 8);
  return { sampleRate, channels, encoderArgs };
}

/** Pictures of half the colour in both directions have even sides. */
function requireEven(argument: string, pixels: number): void {
  requireInteger(argument, pixels, 16, 8192);
  if (pixels % 2 !== 0) throw outOfRange(argument, pixels, 'an even number of pixels');
}
