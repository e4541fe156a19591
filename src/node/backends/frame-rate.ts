/** Frame rates as the native programs want them: as fractions. */

import { outOfRange } from '../../errors.js';

/**
 * `30/1`, and `30000/1001` for 29.97: the rates of NTSC are whole ones times 1000/1001.
 * @throws RangeError unless it is more than 0 and at most 1000 frames/s
 */
export function frameRateFraction(framesPerSecond: number): string {
  if (!(framesPerSecond > 0 && framesPerSecond <= 1000)) {
    throw outOfRange('framesPerSecond', framesPerSecond, 'frames per second, from above 0 to 1000');
  }
  if (Number.isInteger(framesPerSecond)) return `${framesPerSecond}/1`;
  const whole = Math.round(framesPerSecond * 1.001);
  const isNtsc = whole > 0 && Math.abs(whole / 1.001 - framesPerSecond) < 0.005;
  return isNtsc ? `${whole * 1000}/1001` : `${Math.max(1, Math.round(framesPerSecond * 1000))}/1000`;
}
