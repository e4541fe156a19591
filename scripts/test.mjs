// `npm test`: every suite, or, where the interop peers cannot be had, all but theirs and one failure with the line to type.
// Says again at the end what failed, before a plain line `N passed, N failed`. Arguments go to vitest.
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INSTALL_LINE, missingPeers } from './peers.mjs';
import { runVitest, tell } from './run-vitest.mjs';

const missing = missingPeers();
// Side by side, because the suites that own processes wait more than they work (one after the other all take 13 minutes on two
// cores); each of the two runs its files one by one. What the first shows as it goes, the second shows at its end.
const suites = [['unit', 'soak', 'live'], ...(missing.length === 0 ? [['interop']] : [])];

const directory = mkdtempSync(join(tmpdir(), 'rtpkit-test-'));
const logOf = (index) => join(directory, String(index));
const runs = await Promise.all(
  suites.map((projects, index) => {
    const args = [...projects.flatMap((name) => ['--project', name]), '--maxWorkers=1', '--passWithNoTests'];
    const stdout = index === 0 ? 'inherit' : openSync(logOf(index), 'w');
    return runVitest([...args, ...process.argv.slice(2)], { stdout });
  }),
);
for (const index of suites.keys()) if (index > 0) process.stdout.write(readFileSync(logOf(index)));
rmSync(directory, { recursive: true });

const failures = runs.flatMap((run) => run.failures);
const [passed, failed] = ['passed', 'failed'].map((count) => runs.reduce((sum, run) => sum + run[count], 0));
if (missing.length > 0)
  failures.push(`FAIL interop suites did not run: missing ${missing.join(', ')}. Type: ${INSTALL_LINE}`);
tell(failures);
const allFailed = failed + (missing.length > 0 ? 1 : 0);
console.log(`${passed} passed, ${allFailed} failed`);
process.exitCode = allFailed === 0 ? 0 : 1;
