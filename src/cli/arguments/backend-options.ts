/** What commands with child processes can be told about them. */

import type { BackendName } from '../../node/index.js';
import type { Arguments, OptionRow } from '../command.js';

export const BACKEND_OPTIONS: readonly OptionRow[] = [
  { name: 'backend', value: 'NAME', help: 'gstreamer or ffmpeg; default what is installed' },
  { name: 'dry-run', help: 'only print which programs it would run' },
];

/** @throws UsageError when there is no such backend */
export function backendOf(args: Arguments): { readonly backend?: BackendName } {
  const backend = args.choice('backend', ['gstreamer', 'ffmpeg']);
  return backend === undefined ? {} : { backend };
}
