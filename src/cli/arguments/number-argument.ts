/** Options whose value is more than a number in a range. */

import type { PictureSize } from '../../node/index.js';
import type { Arguments } from '../command.js';
import { UsageError } from '../usage-error.js';

/** @throws UsageError unless it is an integer from `low` to `high` */
export function integerOf(args: Arguments, name: string, low: number, high: number): number | undefined {
  const value = args.number(name, low, high);
  if (value === undefined || Number.isInteger(value)) return value;
  throw new UsageError(`--${name} is ${value}, expected an integer from ${low} to ${high}`);
}

/** What decoders are asked to make pictures of; level 6.2 of H.264 ends at 16 880 pixels a side. */
const LONGEST_SIDE = 16_384;

/**
 * `320x240`.
 * @throws UsageError unless both sides are even numbers from 2 to 16384, since colour has half their pixels
 */
export function pictureSizeOf(args: Arguments, name: string): PictureSize | undefined {
  const text = args.text(name);
  if (text === undefined) return undefined;
  const [, width, height] = /^(\d{1,5})x(\d{1,5})$/i.exec(text) ?? [];
  const size = { width: Number(width), height: Number(height) };
  if (isSide(size.width) && isSide(size.height)) return size;
  throw new UsageError(`--${name} is ${text}, expected WIDTHxHEIGHT in even pixels, such as 320x240`);
}

function isSide(pixels: number): boolean {
  return pixels >= 2 && pixels <= LONGEST_SIDE && pixels % 2 === 0;
}
