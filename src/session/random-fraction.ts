/** A part of one, from the session's random numbers. */

/** Uniform from 0 up to, but not including, 1. */
export function randomFraction(randomUint32: () => number): number {
  return randomUint32() / 0x1_0000_0000;
}
