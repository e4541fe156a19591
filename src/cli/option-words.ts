/** How options and arguments are written where a person reads them. */

import type { Command, OptionRow, Positional } from './command.js';

/** `-q, --quiet`, `--timeout SECONDS` */
export function optionWords({ name, short, value }: OptionRow): string {
  const dashes = short === undefined ? `--${name}` : `-${short}, --${name}`;
  return value === undefined ? dashes : `${dashes} ${value}`;
}

/** `what it is (default: this)` */
export function helpWords({ help, default: fallback }: Pick<OptionRow, 'help' | 'default'>): string {
  return fallback === undefined ? help : `${help} (default: ${fallback})`;
}

/** `rtpkit send-video [SOURCE] [OPTIONS]` */
export function synopsisOf({ name, positionals }: Command): string {
  return ['rtpkit', name, ...positionals.map(bracketed), '[OPTIONS]'].join(' ');
}

function bracketed({ name, required }: Positional): string {
  return required === true ? name : `[${name}]`;
}
