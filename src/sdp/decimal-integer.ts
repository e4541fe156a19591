/** The `integer` of RFC 8866 §9: decimal digits without a sign, within a range. */

/** The number, or `undefined` where `text` is anything else or lies outside `low` to `high` (at most 2^32 − 1). */
export function parseDecimalInteger(text: string | undefined, low: number, high: number): number | undefined {
  if (text === undefined || !/^\d{1,10}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= low && value <= high ? value : undefined;
}

export const MAX_UINT32 = 0xffff_ffff;
