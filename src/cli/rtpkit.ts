#!/usr/bin/env node
/** The command as a process: words in, exit code out. */

import { runCommandLine } from './command-line.js';
import { reportFailure } from './report-failure.js';

// Nobody reads any more what is said: that ends nothing.
process.stderr.on('error', () => {});
process.on('uncaughtException', (error) =>
  process.exit(reportFailure(error, { verbose: process.argv.includes('-v') })),
);

// What has failed, or is done, does not wait for what it has begun.
void runCommandLine(process.argv.slice(2)).then((exitCode) => process.exit(exitCode));
