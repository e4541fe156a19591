/** `--dry-run`: the child processes as one would type them, instead of starting them. */

import type { ChildCommand } from '../../node/index.js';
import type { ExitCode } from '../command.js';
import { shellLine, shellWord } from './shell-word.js';

/** Prints one line for each command, on stdout; who wants to see them may want to change and run them. */
export function printCommands(commands: readonly ChildCommand[]): ExitCode {
  for (const command of commands) process.stdout.write(`${commandLine(command)}\n`);
  return 0;
}

function commandLine({ program, args, env = {} }: ChildCommand): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${shellWord(value)}`);
  return [...variables, shellLine([program, ...args])].join(' ');
}
