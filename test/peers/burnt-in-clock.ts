/**
 * Pictures that tell when they were drawn: 16 bars, white for one and black for zero, hold milliseconds; below them are the same
 * bars the other way round, so that no other picture, and no mixture of two, is taken for a time.
 */

const WIDTH = 320;
const HEIGHT = 240;
const BITS = 16;
const BAR_WIDTH = WIDTH / BITS;
const BLACK = 16;
const WHITE = 235;
const MIDDLE = 128;

/** Pixels. */
export const CLOCK_PICTURE: { readonly width: number; readonly height: number } = { width: WIDTH, height: HEIGHT };

/** @returns I420, of 320x240 pixels */
export function drawTime(milliseconds: number): Uint8Array {
  const picture = new Uint8Array((WIDTH * HEIGHT * 3) / 2).fill(MIDDLE);
  const row = (inverted: boolean): number[] =>
    Array.from({ length: WIDTH }, (_, column) => {
      const bit = (milliseconds >>> Math.floor(column / BAR_WIDTH)) & 1;
      return (bit === 1) === inverted ? BLACK : WHITE;
    });
  const [upper, lower] = [row(false), row(true)];
  for (let line = 0; line < HEIGHT; line++) picture.set(line < HEIGHT / 2 ? upper : lower, line * WIDTH);
  return picture;
}

/**
 * @param gray one octet per pixel, of 320x240
 * @returns the time, less all above 16 bits; `undefined` when the picture tells none
 */
export function readTime(gray: Uint8Array): number | undefined {
  let milliseconds = 0;
  for (let bit = 0; bit < BITS; bit++) {
    const column = (bit + 0.5) * BAR_WIDTH;
    const upper = gray[(HEIGHT / 4) * WIDTH + column]!;
    const lower = gray[((HEIGHT * 3) / 4) * WIDTH + column]!;
    if (Math.abs(upper - lower) < MIDDLE) return undefined;
    if (upper > lower) milliseconds |= 1 << bit;
  }
  return milliseconds;
}
