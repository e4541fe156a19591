/** The command `rtpkit` in a process of its own, as a person starts it. */

import { fileURLToPath } from 'node:url';
import type { NetworkNamespace } from './network-namespace.js';
import { Program, type ProgramOptions } from './program.js';

/** Where a build lies; while one works on the command it may lie elsewhere. */
export const COMMAND: string =
  process.env['RTPKIT_COMMAND'] ?? fileURLToPath(new URL('../../dist/rtpkit.js', import.meta.url));

export function rtpkit(args: readonly string[], options?: ProgramOptions): Program {
  return new Program(process.execPath, [COMMAND, ...args], options);
}

/** The same in a network of its own, where the ports of the original are free. */
export function rtpkitIn(network: NetworkNamespace, args: readonly string[], options?: ProgramOptions): Program {
  return new Program(...network.inside(process.execPath, [COMMAND, ...args]), options);
}
