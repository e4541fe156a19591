#!/usr/bin/env node
/** The command as a process: words in, exit code out. */

import { RtpkitError } from '../node/index.js';
import { runCommandLine } from './command-line.js';
import { reportFailure } from './terminal/report-failure.js';

const words = process.argv.slice(2);
const verbose = words.includes('-v') || words.includes('--verbose');

// Nobody reads any more what is said: that ends nothing.
process.stderr.on('error', () => {});
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code !== 'EPIPE') fail(new RtpkitError('ERR_RTPKIT_FILE', `stdout cannot be written: ${message}`));
});
process.on('uncaughtException', fail);

// What has failed, or is done, does not wait for what it has begun; that writing has failed is heard before.
void runCommandLine(words).then((exitCode) => setImmediate(() => process.exit(exitCode)));

function fail(error: unknown): never {
  process.exit(reportFailure(error, { verbose }));
}
