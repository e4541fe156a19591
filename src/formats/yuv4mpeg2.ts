/** Raw pictures in a pipe, 8 bits, 4:2:0, as mjpegtools reads them (YUV4MPEG2, yuv4mpeg(5) of mjpegtools 2.1). */

import { encodeUtf8 } from '../bytes/utf-8.js';
import { requireInteger } from '../errors.js';

/** Frames per second as numerator and denominator: `[30000, 1001]` is 29.97. */
export type FrameRate = readonly [number, number];

export interface Yuv4Mpeg2Format {
  /** Pixels of a row, 2 to 16880, even: chroma has half of them. */
  readonly width: number;
  /** Rows, 2 to 16880, even. */
  readonly height: number;
  readonly frameRate: FrameRate;
}

/** What stands in front of each picture. */
const FRAME_HEADER: Uint8Array = encodeUtf8('FRAME\n');
/** The longest side of a picture that any level of H.264 allows (ISO 14496-10 §A.3.1). */
const MAX_SIDE = 16_880;
const MAX_RATE_TERM = 0x7fff_ffff;

/**
 * What a stream begins with: whole pictures of square pixels. The colour space is `C420jpeg`, because mjpegtools 2.1 refuses the
 * `C420` that GStreamer's y4menc writes; FFmpeg takes both.
 * @throws RangeError when a side is odd or out of range, or a term of the rate is not 1 to 2^31 − 1
 */
export function yuv4Mpeg2Header({ width, height, frameRate: [numerator, denominator] }: Yuv4Mpeg2Format): Uint8Array {
  requireInteger('width / 2', width / 2, 1, MAX_SIDE / 2);
  requireInteger('height / 2', height / 2, 1, MAX_SIDE / 2);
  requireInteger('frameRate[0]', numerator, 1, MAX_RATE_TERM);
  requireInteger('frameRate[1]', denominator, 1, MAX_RATE_TERM);
  return encodeUtf8(`YUV4MPEG2 W${width} H${height} F${numerator}:${denominator} Ip A1:1 C420jpeg\n`);
}

/** One picture with its header in front, a copy: what one write hands over is a whole frame. */
export function yuv4Mpeg2Frame(picture: Uint8Array): Uint8Array {
  const frame = new Uint8Array(FRAME_HEADER.length + picture.length);
  frame.set(FRAME_HEADER);
  frame.set(picture, FRAME_HEADER.length);
  return frame;
}

/** Octets of one picture in I420: all of the luma, then for each of two chroma planes a quarter of it. */
export function i420Length({ width, height }: Pick<Yuv4Mpeg2Format, 'width' | 'height'>): number {
  return (width * height * 3) / 2;
}
