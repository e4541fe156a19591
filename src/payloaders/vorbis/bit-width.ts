/** Bits that `value` takes, 0 for 0: `ilog` of Vorbis I §9.2.1. */
export function bitWidth(value: number): number {
  return 32 - Math.clz32(value);
}
