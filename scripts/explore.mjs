// The unit suites that draw at random, round after round, each from another seed: node scripts/explore.mjs [rounds] [files]
// A round is repeated by its seed: RTPKIT_SEED=… npx vitest run …
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { runVitest, tell } from './run-vitest.mjs';

const root = new URL('..', import.meta.url).pathname;
const [rounds = '10', ...chosen] = process.argv.slice(2);
const suites = readdirSync(`${root}test`, { recursive: true }).filter((file) => file.endsWith('.test.ts'));
const drawing = suites.filter((file) => readFileSync(`${root}test/${file}`, 'utf8').includes('fast-check'));
const files = chosen.length > 0 ? chosen : drawing;

const failures = [];
let failed = 0;
for (let round = 0; round < Number(rounds); round++) {
  const seed = String(randomInt(2 ** 31));
  const run = await runVitest(['--project', 'unit', ...files], { quiet: true, environment: { RTPKIT_SEED: seed } });
  if (run.failed > 0) failed++;
  failures.push(...run.failures);
  console.log(`${run.failed === 0 ? 'ok  ' : 'FAIL'} RTPKIT_SEED=${seed}`);
}
tell(failures);
console.log(`${Number(rounds) - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
