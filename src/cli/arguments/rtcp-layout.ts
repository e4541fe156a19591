/** `--rtcp`: which ports reports take, the same word at both ends. */

import { isMulticast, type RtcpOptions } from '../../node/index.js';
import type { Arguments, OptionRow } from '../command.js';

export const RTCP_OPTION: OptionRow = {
  name: 'rtcp',
  value: 'PORTS',
  help: 'of reports: original (port + 2), adjacent or mux',
};

const LAYOUTS = ['original', 'adjacent', 'mux'] as const;

/** The original's; in a group, where all hear all, that of RFC 3550 §11. */
export function defaultLayout(host: string | undefined): 'original' | 'adjacent' {
  return host !== undefined && isMulticast(host) ? 'adjacent' : 'original';
}

/**
 * Extended reports tell a receiver its round trip (RFC 3611 §4.4); who does not know them passes over them.
 * @throws UsageError when it is none of the three
 */
export function rtcpLayoutOf(args: Arguments, byDefault: 'original' | 'adjacent'): RtcpOptions {
  const layout = args.choice('rtcp', LAYOUTS) ?? byDefault;
  return { extendedReports: true, ...(layout === 'mux' ? { mux: true } : { layout }) };
}
