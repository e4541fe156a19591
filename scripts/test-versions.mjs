// Runs the suites on other Node versions, fetched as packages: node scripts/test-versions.mjs [--unit] [22 24 26]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { runVitest, tell } from './run-vitest.mjs';

const root = new URL('..', import.meta.url).pathname;
const home = `${root}.cache/node-versions`;
/** Exact, so that what passed yesterday is what is run today. */
const PINS = { 22: '22.23.3', 24: '24.21.0', 26: '26.10.0' };
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const versions = (chosen.length > 0 ? chosen : Object.keys(PINS)).map((version) => PINS[version] ?? version);
const projects = process.argv.includes('--unit') ? ['--project', 'unit'] : [];

// One prefix a version: npm would prune the others.
const nodeOf = (version) => `${home}/${version}/node_modules/node/bin/node`;
for (const version of versions.filter((candidate) => !existsSync(nodeOf(candidate)))) {
  const packages = [`node@npm:node-linux-${process.arch}@${version}`];
  const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', `${home}/${version}`];
  mkdirSync(`${home}/${version}`, { recursive: true });
  spawnSync('npm', ['install', ...options, ...packages], { stdio: 'inherit' });
}

let failed = 0;
for (const version of versions) {
  const run = await runVitest(projects, { node: nodeOf(version), quiet: true });
  tell(run.failures);
  console.log(`${run.failed === 0 ? 'ok  ' : 'FAIL'} Node ${version}`);
  if (run.failed > 0) failed++;
}
console.log(`${versions.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
