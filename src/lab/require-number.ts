/** The one check that the lab's arguments need. */

import { outOfRange } from '../errors.js';

/** @throws RangeError unless `value` is a number from `low` to `high` */
export function requireNumber(argument: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high)) throw outOfRange(argument, value, `a number from ${low} to ${high}`);
}
