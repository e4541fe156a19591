/** `--rtcp`: which ports reports take, the same word at both ends. */

import type { RtcpOptions } from '../../node/index.js';
import type { Arguments, OptionRow } from '../command.js';

export const RTCP_OPTION: OptionRow = {
  name: 'rtcp',
  value: 'PORTS',
  help: 'original (back to port + 2), adjacent or mux',
};

const LAYOUTS = ['original', 'adjacent', 'mux'] as const;

/** @throws UsageError when it is none of the three */
export function rtcpLayoutOf(args: Arguments, byDefault: 'original' | 'adjacent'): RtcpOptions {
  const layout = args.choice('rtcp', LAYOUTS) ?? byDefault;
  return layout === 'mux' ? { mux: true } : { layout };
}
