/** The options that every command has. */

import type { OptionRow } from '../command.js';

/** The longest that a timer of Node's can wait, in whole seconds: 24 days. */
export const MAX_TIMEOUT_SECONDS = 2_147_483;

export const SHARED_OPTIONS: readonly OptionRow[] = [
  { name: 'json', help: 'one line of JSON for each event, on stdout (on stderr where an option is -)' },
  { name: 'quiet', short: 'q', help: 'no messages, no progress' },
  { name: 'verbose', short: 'v', help: 'more messages' },
  { name: 'timeout', value: 'SECONDS', help: 'end in order after so many seconds' },
  { name: 'help', short: 'h', help: 'this help' },
];
