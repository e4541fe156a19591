// `npm test`: every suite, or, where the interop peers cannot be had, all but theirs and one failure with the line to type.
// Says again at the end what failed, before a plain line `N passed, N failed`. Arguments go to vitest.
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INSTALL_LINE, missingPeers } from './peers.mjs';
import { runVitest, tell } from './run-vitest.mjs';

const missing = missingPeers();
// Side by side, because the suites that own processes wait more than they work (one after the other all take 13 minutes on two
// cores). Each run takes its files one by one; the unit suites, in virtual time, leave the processor to those that have a clock.
const chains = [
  [{ projects: ['unit'], yields: true }, { projects: ['soak', 'live'] }],
  missing.length === 0 ? [{ projects: ['interop'] }] : [],
];

const directory = mkdtempSync(join(tmpdir(), 'rtpkit-test-'));
const logOf = (index) => join(directory, String(index));
const runs = (await Promise.all(chains.map(runChain))).flat();
// What the first chain shows as it goes, the others show at their end.
for (const index of chains.keys()) if (index > 0) process.stdout.write(readFileSync(logOf(index)));
rmSync(directory, { recursive: true });

async function runChain(chain, index) {
  const stdout = index === 0 ? 'inherit' : openSync(logOf(index), 'w');
  const ended = [];
  for (const { projects, yields } of chain) {
    const args = [...projects.flatMap((name) => ['--project', name]), '--maxWorkers=1', '--passWithNoTests'];
    ended.push(await runVitest([...args, ...process.argv.slice(2)], { yields, stdout }));
  }
  return ended;
}

const failures = runs.flatMap((run) => run.failures);
const [passed, failed] = ['passed', 'failed'].map((count) => runs.reduce((sum, run) => sum + run[count], 0));
if (missing.length > 0)
  failures.push(`FAIL interop suites did not run: missing ${missing.join(', ')}. Type: ${INSTALL_LINE}`);
tell(failures);
const allFailed = failed + (missing.length > 0 ? 1 : 0);
console.log(`${passed} passed, ${allFailed} failed`);
process.exitCode = allFailed === 0 ? 0 : 1;
