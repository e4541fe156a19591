/** A command line from its words to its exit code. */

import { readFileSync } from 'node:fs';
import type { Arguments, Command, ExitCode } from './command.js';
import { COMMANDS, findCommand } from './command-table.js';
import { helpOf, overviewOf } from './grammar/help.js';
import { parseArguments } from './grammar/parse-arguments.js';
import { MAX_TIMEOUT_SECONDS } from './grammar/shared-options.js';
import { packagePath } from './package-path.js';
import { ProcessInterruption } from './terminal/process-interruption.js';
import { reportFailure } from './terminal/report-failure.js';
import { TerminalConsole } from './terminal/terminal-console.js';

/** Runs the command that the words name; what goes wrong is said on stderr. */
export async function runCommandLine([name, ...words]: readonly string[]): Promise<ExitCode> {
  try {
    switch (name) {
      case undefined:
        process.stderr.write(overviewOf(COMMANDS));
        return 2;
      case '--help':
      case '-h':
      case 'help':
        return showHelp(words);
      case '--version':
        return show(`${packageVersion()}\n`);
      default:
        return await runNamed(name, words);
    }
  } catch (error) {
    return reportFailure(error);
  }
}

async function runNamed(name: string, words: readonly string[]): Promise<ExitCode> {
  const { command, before } = findCommand(name);
  try {
    // What stands before by an alias may wait for its value.
    if (words.some((word) => word === '--help' || word === '-h')) return show(helpOf(command));
    const args = parseArguments(command, [...before, ...words]);
    return args.flag('help') ? show(helpOf(command)) : await run(command, args);
  } catch (error) {
    return reportFailure(error, { command: command.name });
  }
}

async function run(command: Command, args: Arguments): Promise<ExitCode> {
  const seconds = args.number('timeout', 0, MAX_TIMEOUT_SECONDS);
  const interruption = new ProcessInterruption(seconds === undefined ? undefined : seconds * 1000);
  // Whoever has read what we write is gone, as with `| head`: there is nothing left to do.
  process.stdout.on('error', () => interruption.interrupt('signal'));
  const console = consoleOf(command, args);
  try {
    return await command.run(args, { console, interruption });
  } catch (error) {
    if (error === interruption.signal.reason) return interruption.cause === 'timeout' ? 3 : 0;
    console.end();
    console.tell({ event: 'error', text: error instanceof Error ? error.message : String(error) });
    return reportFailure(error, { command: command.name, verbose: args.flag('verbose') });
  } finally {
    console.end();
    interruption.end();
  }
}

function consoleOf(command: Command, args: Arguments): TerminalConsole {
  // A source that is - is stdin.
  const outputs = command.options.filter(({ value }) => value !== undefined && value !== 'SOURCE');
  const mediaOnStdout = outputs.some(({ name }) => args.text(name) === '-');
  const { NO_COLOR: noColour = '', TERM: terminal } = process.env;
  const dumb = terminal === 'dumb';
  return new TerminalConsole({
    messages: dumb ? { write: (text) => process.stderr.write(text) } : process.stderr,
    ...(args.flag('json') && { events: mediaOnStdout ? process.stderr : process.stdout }),
    quiet: args.flag('quiet'),
    verbose: args.flag('verbose'),
    colour: noColour === '',
  });
}

function showHelp([name]: readonly string[]): ExitCode {
  return show(name === undefined ? overviewOf(COMMANDS) : helpOf(findCommand(name).command));
}

function show(text: string): ExitCode {
  process.stdout.write(text);
  return 0;
}

function packageVersion(): string {
  return (JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string }).version;
}
