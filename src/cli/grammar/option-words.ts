/** How options and arguments are written where a person reads them. */

import type { Command, OptionRow, Positional } from '../command.js';

/** `-q, --quiet`, `--timeout SECONDS` */
export function optionWords({ name, short, value }: OptionRow): string {
  const dashes = short === undefined ? `--${name}` : `-${short}, --${name}`;
  return value === undefined ? dashes : `${dashes} ${value}`;
}

/** `what it is (default: this)` */
export function helpWords({ help, default: fallback }: Pick<OptionRow, 'help' | 'default'>): string {
  return fallback === undefined ? help : `${help} (default: ${fallback})`;
}

/** `rtpkit send-video [SOURCE] --to HOST[:PORT] [OPTIONS]` */
export function synopsisOf({ name, positionals, options }: Command): string {
  const required = options.filter((row) => row.required === true).map(optionWords);
  return ['rtpkit', name, ...positionals.map(bracketed), ...required, '[OPTIONS]'].join(' ');
}

function bracketed({ name, required }: Positional): string {
  return required === true ? name : `[${name}]`;
}
