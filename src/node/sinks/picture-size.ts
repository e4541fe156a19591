/** The size of picture that is held for a stream when none is asked for. */

import type { SequenceParameterSet } from '../../payloaders/h264/index.js';
import type { PictureSize } from '../backends/encoding.js';

/** That of level 5.1: a stream could claim eight times as many pixels (ISO 14496-10 §A.3.1). */
const LARGEST: PictureSize = { width: 4096, height: 2304 };

/** Decoders write rows of multiples of 8 pixels, and chroma has half the rows. */
const STEP: PictureSize = { width: 8, height: 2 };

/** The size of the stream's pictures with square pixels, or a little more. */
export function sizeToHold({ width, height, sampleAspectRatio = [1, 1] }: ShownPicture): PictureSize {
  const [across, down] = sampleAspectRatio;
  return { width: rounded((width * across) / down, 'width'), height: rounded(height, 'height') };
}

type ShownPicture = Pick<SequenceParameterSet, 'width' | 'height'> &
  Partial<Pick<SequenceParameterSet, 'sampleAspectRatio'>>;

function rounded(pixels: number, side: keyof PictureSize): number {
  return Math.min(Math.max(1, Math.ceil(pixels / STEP[side])) * STEP[side], LARGEST[side]);
}
