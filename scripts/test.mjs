// `npm test`: every suite, or, where the interop peers cannot be had, all but theirs and one failure with the line to type.
// Ends with a plain line `N passed, N failed`. Arguments go to vitest.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { INSTALL_LINE, missingPeers } from './peers.mjs';

const root = new URL('..', import.meta.url).pathname;
const report = `${root}.cache/test-report.json`;
const missing = missingPeers();
const projects = missing.length === 0 ? [] : ['--project', 'unit', '--project', 'live'];

mkdirSync(`${root}.cache`, { recursive: true });
rmSync(report, { force: true });
const vitest = `${root}node_modules/vitest/vitest.mjs`;
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const { status } = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...projects, ...process.argv.slice(2)], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
});

let passed = 0;
let failed = 0;
try {
  const results = JSON.parse(readFileSync(report, 'utf8'));
  passed = results.numPassedTests;
  failed = results.numTotalTests - results.numPassedTests;
} catch (error) {
  console.error(`rtpkit: the test runner left no report: ${error.message}`);
}
if (status !== 0) failed = Math.max(failed, 1);
if (missing.length > 0) {
  failed++;
  console.error(`FAIL interop suites did not run: missing ${missing.join(', ')}. Type: ${INSTALL_LINE}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
