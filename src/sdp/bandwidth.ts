/** The `b=` lines that RTP knows (RFC 8866 §5.8, RFC 3556). */

import { parseDecimalInteger, MAX_UINT32 } from './decimal-integer.js';

export interface Bandwidth {
  /** `AS`: the session bandwidth of RFC 3550 §6.2, in kbit/s. */
  readonly applicationSpecific?: number;
  /** `RS`: RTCP of active senders, in bit/s; with `RR` both 0 there is no RTCP. */
  readonly rtcpSenders?: number;
  /** `RR`: RTCP of receivers, in bit/s. */
  readonly rtcpReceivers?: number;
}

const FIELDS = [
  ['AS', 'applicationSpecific'],
  ['RS', 'rtcpSenders'],
  ['RR', 'rtcpReceivers'],
] as const;

export const BANDWIDTH_SYNTAX = 'type:number';

/** `bandwidth` with the line added, the same value when its type is another one, `undefined` when it cannot be read. */
export function addBandwidth(bandwidth: Bandwidth, value: string): Bandwidth | undefined {
  const [type, number] = value.split(':', 2);
  const field = FIELDS.find(([name]) => name === type)?.[1];
  if (field === undefined) return value.includes(':') ? bandwidth : undefined;
  const rate = parseDecimalInteger(number?.trim(), 0, MAX_UINT32);
  return rate === undefined ? undefined : { ...bandwidth, [field]: rate };
}

export function formatBandwidth(bandwidth: Bandwidth): string[] {
  return FIELDS.filter(([, field]) => bandwidth[field] !== undefined).map(
    ([type, field]) => `${type}:${bandwidth[field]}`,
  );
}
