/** A second reading of RFC 3550 §5.1, by bit strings and slices, to hold the first against. */

export interface NaivePacket {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly csrcs: number[];
  readonly extension: { profile: number; data: Uint8Array } | undefined;
  readonly payload: Uint8Array;
  readonly paddingLength: number;
}

/** `undefined` when the packet breaks a rule. */
export function parseNaively(bytes: Uint8Array): NaivePacket | undefined {
  let rest = [...bytes];
  const take = (count: number): number[] => {
    if (rest.length < count) throw new RangeError('short');
    const taken = rest.slice(0, count);
    rest = rest.slice(count);
    return taken;
  };
  const number = (count: number): number => take(count).reduce((value, octet) => value * 256 + octet, 0);
  try {
    const flags = number(2).toString(2).padStart(16, '0');
    if (flags.slice(0, 2) !== '10') return undefined;
    const fixed = { sequenceNumber: number(2), timestamp: number(4), ssrc: number(4) };
    const csrcs = Array.from({ length: Number.parseInt(flags.slice(4, 8), 2) }, () => number(4));
    const extension = flags[3] === '1' ? { profile: number(2), data: Uint8Array.from(take(4 * number(2))) } : undefined;
    const paddingLength = flags[2] === '1' ? (rest.at(-1) ?? 0) : 0;
    if (flags[2] === '1' && paddingLength === 0) return undefined;
    const payload = Uint8Array.from(take(rest.length - paddingLength));
    const payloadType = Number.parseInt(flags.slice(9), 2);
    return { ...fixed, payloadType, marker: flags[8] === '1', csrcs, extension, payload, paddingLength };
  } catch {
    return undefined;
  }
}
