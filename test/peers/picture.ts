/** Pictures in RGB, and how like each other two of them are. */

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Three octets per pixel, row by row. */
  readonly rgb: Uint8Array;
}

/** Averages over a coarse grid: what stays of a picture when encoder, scaler and edges have done their part. */
const GRID_WIDTH = 32;
const GRID_HEIGHT = 24;

/**
 * Likeness of two pictures of any sizes from 32x24 in dB, as peak signal-to-noise ratio over a grid of 32x24 averages: 20 and more is
 * the same picture, 10 another one.
 */
export function likenessDb(one: Picture, other: Picture): number {
  const averages = gridOf(one);
  const others = gridOf(other);
  const squares = averages.map((value, index) => (value - others[index]!) ** 2);
  const meanSquare = squares.reduce((sum, square) => sum + square, 0) / squares.length;
  return 10 * Math.log10(255 ** 2 / Math.max(meanSquare, 1e-9));
}

/** A picture of one colour, such as `0xff0000`. */
export function plainPicture(colour: number, width = 32, height = 24): Picture {
  const rgb = new Uint8Array(width * height * 3);
  for (let index = 0; index < rgb.length; index++) rgb[index] = (colour >> (8 * (2 - (index % 3)))) & 0xff;
  return { width, height, rgb };
}

/** The part of a picture that begins at `left`, `top`. */
export function cut(picture: Picture, left: number, top: number, width: number, height: number): Picture {
  const rgb = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const start = ((top + row) * picture.width + left) * 3;
    rgb.set(picture.rgb.subarray(start, start + width * 3), row * width * 3);
  }
  return { width, height, rgb };
}

function gridOf({ width, height, rgb }: Picture): Float64Array {
  const sums = new Float64Array(GRID_WIDTH * GRID_HEIGHT * 3);
  const counts = new Float64Array(sums.length);
  for (let row = 0; row < height; row++) {
    const gridRow = Math.floor((row * GRID_HEIGHT) / height) * GRID_WIDTH;
    for (let column = 0; column < width; column++) {
      const cell = (gridRow + Math.floor((column * GRID_WIDTH) / width)) * 3;
      for (let colour = 0; colour < 3; colour++) {
        sums[cell + colour]! += rgb[(row * width + column) * 3 + colour]!;
        counts[cell + colour]! += 1;
      }
    }
  }
  return sums.map((sum, index) => sum / counts[index]!);
}
