/** A bit rate as feedback carries it: a mantissa and a power of two (RFC 5104 §4.2.1.1, draft-alvestrand-rmcat-remb-03 §2.2). */

import { outOfRange } from '../../errors.js';

/** Six bits of exponent. */
const MAX_EXPONENT = 63;

/** Checks a bit rate that a mantissa of `mantissaBits` bits is to carry. */
export function requireBitRate(bitRate: number, mantissaBits: number): void {
  const most = (2 ** mantissaBits - 1) * 2 ** MAX_EXPONENT;
  if (!(bitRate >= 0 && bitRate <= most)) throw outOfRange('bitRate', bitRate, `bit/s from 0 to ${most}`);
}

/** The smallest exponent with which the mantissa has room; what it cannot hold is cut off, for a limit is never raised. */
export function exponentOf(bitRate: number, mantissaBits: number): number {
  let exponent = 0;
  while (bitRate / 2 ** exponent >= 2 ** mantissaBits) exponent++;
  return exponent;
}
