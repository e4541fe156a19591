#!/usr/bin/env node
/** The command: finds the subcommand, and turns errors into a line that says what to do and an exit code. */

import { readFileSync } from 'node:fs';
import { RtpkitError } from '../node/index.js';
import { runDemo } from './demo.js';
import { DEMO_HELP, parseDemoArguments } from './demo-arguments.js';
import type { Medium } from './demo-messages.js';
import { runDemoReceiver } from './demo-receiver.js';
import { runDemoSender } from './demo-sender.js';
import type { SourceName } from './demo-source.js';
import { packagePath } from './package-path.js';
import { UsageError } from './usage-error.js';

const EXIT_FAILURE = 1;
const EXIT_USAGE = 2;

const HELP = `rtpkit COMMAND [OPTIONS]

  demo      stream H.264 and Vorbis over this host's network and check what arrives (rtpkit demo --help)

RTP and RTCP for Node.js: the library is "rtpkit", with sockets "rtpkit/node".
`;

type Command = (args: readonly string[]) => Promise<number>;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['demo', demo],
  // The two processes that `demo` starts.
  ['demo-receiver', ([directory]) => runDemoReceiver(directory!).then(() => 0)],
  ['demo-sender', ([source, ports]) => runDemoSender(source as SourceName, portsOf(ports!)).then(() => 0)],
]);

async function demo(args: readonly string[]): Promise<number> {
  const options = parseDemoArguments(args);
  if (!options.help) return runDemo(options);
  process.stdout.write(DEMO_HELP);
  return 0;
}

function portsOf(json: string): Readonly<Record<Medium, number>> {
  return JSON.parse(json) as Readonly<Record<Medium, number>>;
}

async function run([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(HELP);
    return name === undefined ? EXIT_USAGE : 0;
  }
  if (name === '--version') {
    process.stdout.write(`${packageVersion()}\n`);
    return 0;
  }
  const command = COMMANDS.get(name);
  if (command === undefined) throw new UsageError(`there is no command ${name}, only demo`);
  return command(args);
}

function packageVersion(): string {
  return (JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string }).version;
}

/** Stack traces are for faults of the program, which these are not. */
function report(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`rtpkit: ${error.message}\nrtpkit --help tells more\n`);
    return EXIT_USAGE;
  }
  if (!(error instanceof RtpkitError)) throw error;
  process.stderr.write(`rtpkit: ${error.message}\n`);
  return EXIT_FAILURE;
}

// A command that has failed does not wait for the streams it has begun.
run(process.argv.slice(2)).then(
  (exitCode) => (process.exitCode = exitCode),
  (error: unknown) => process.exit(report(error)),
);
