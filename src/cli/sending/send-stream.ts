/** One stream to another host, from what was typed to the exit code. */

import { printCommands } from '../announcements/dry-run.js';
import { MEDIUM_DEFAULTS, type Medium } from '../arguments/medium.js';
import type { Arguments, ExitCode, Surroundings } from '../command.js';
import type { MediaInput } from './media-input.js';
import { destinationOf, payloadTypeOf, sendSettingsOf } from './send-options.js';
import { sendStreams } from './send-streams.js';

/** @throws UsageError for wrong options; what opening source and sender throws */
export async function sendStream(
  medium: Medium,
  input: MediaInput,
  args: Arguments,
  surroundings: Surroundings,
): Promise<ExitCode> {
  if (args.flag('dry-run')) return printCommands(await input.commands());
  const to = destinationOf(args, MEDIUM_DEFAULTS[medium].port);
  const stream = { medium, to, input, ...payloadTypeOf(args) };
  return sendStreams([stream], sendSettingsOf(args, to), surroundings);
}
